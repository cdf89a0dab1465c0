using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Inventory.Tests.Adapters.Epcis;

/// <summary>A made-up event, written as JSON-LD or as XML of 1.2 or 2.0.</summary>
internal sealed record EventText
{
    public string Type { get; init; } = "ObjectEvent";

    public string? Id { get; init; }

    public string Time { get; init; } = "2020-04-01T09:00:00.000+09:00";

    public string? Action { get; init; } = "OBSERVE";

    public string? Step { get; init; }

    public string? Disposition { get; init; }

    public string? Place { get; init; }

    public string? ReadPoint { get; init; }

    public string? Parent { get; init; }

    public string[] Epcs { get; init; } = [];

    public (string Class, string Quantity, string? Unit)[] Quantities { get; init; } = [];

    public string[] OutputEpcs { get; init; } = [];

    public (string Class, string Quantity, string? Unit)[] Outputs { get; init; } = [];

    public string? Lot { get; init; }

    public string? Expiry { get; init; }

    public bool IsError { get; init; }

    private string Epclist => Type switch
    {
        "AggregationEvent" or "AssociationEvent" => "childEPCs",
        "TransformationEvent" => "inputEPCList",
        _ => "epcList",
    };

    private string QuantityList => Type switch
    {
        "AggregationEvent" or "AssociationEvent" => "childQuantityList",
        "TransformationEvent" => "inputQuantityList",
        _ => "quantityList",
    };

    public static string Document(params EventText[] events) =>
        """{"@context":["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"],"type":"EPCISDocument","schemaVersion":"2.0","""
        + """ "creationDate":"2020-04-01T00:00:00Z","epcisBody":{"eventList":["""
        + string.Join(',', events.Select(x => x.Json())) + "]}}";

    public static string XmlDocument(string version, params EventText[] events) =>
        $"""<?xml version="1.0"?><e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:{version[0]}" schemaVersion="{version}">"""
        + "<EPCISBody><EventList>" + string.Concat(events.Select(x => x.Xml(version))) + "</EventList></EPCISBody></e:EPCISDocument>";

    public string Json()
    {
        var members = new List<string> { $"\"type\":\"{Type}\"" };
        void Add(string name, string? value)
        {
            if (value is not null)
                members.Add($"\"{name}\":{JsonSerializer.Serialize(value)}");
        }

        Add("eventID", Id);
        if (IsError)
            members.Add("\"errorDeclaration\":{\"declarationTime\":\"2020-04-01T10:00:00Z\",\"reason\":\"incorrect_data\"}");
        members.Add($"\"{Epclist}\":{JsonSerializer.Serialize(Epcs)}");
        members.Add($"\"{QuantityList}\":{JsonQuantities(Quantities)}");
        members.Add($"\"outputEPCList\":{JsonSerializer.Serialize(OutputEpcs)}");
        members.Add($"\"outputQuantityList\":{JsonQuantities(Outputs)}");
        if (Place is not null)
            members.Add($"\"bizLocation\":{{\"id\":\"{Place}\"}}");
        if (ReadPoint is not null)
            members.Add($"\"readPoint\":{{\"id\":\"{ReadPoint}\"}}");
        Add("parentID", Parent);
        Add("eventTime", Time);
        members.Add("\"eventTimeZoneOffset\":\"+09:00\"");
        Add("action", Action);
        Add("bizStep", Step);
        Add("disposition", Disposition);
        if (Lot is not null || Expiry is not null)
            members.Add($"\"ilmd\":{{\"cbvmda:lotNumber\":\"{Lot}\",\"cbvmda:itemExpirationDate\":\"{Expiry}\"}}");
        members.Add("\"example:mine\":[1,{\"deep\":[\"x\",null,true]}]");
        return "{" + string.Join(',', members) + "}";
    }

    public string Xml(string version)
    {
        var text = new StringBuilder();
        void Add(string name, string? value)
        {
            if (value is not null)
                text.Append(CultureInfo.InvariantCulture, $"<{name}>{value}</{name}>");
        }

        bool isOld = version[0] == '1';
        bool isWrapped = isOld && Type == "TransformationEvent";
        text.Append(isWrapped ? "<extension>" : string.Empty).Append(CultureInfo.InvariantCulture, $"<{Type}>");
        Add("eventTime", Time);
        Add("eventTimeZoneOffset", "+09:00");
        string error = IsError ? "<errorDeclaration><declarationTime>2020-04-01T10:00:00Z</declarationTime></errorDeclaration>" : "";
        string id = Id is null ? "" : $"<eventID>{Id}</eventID>";
        text.Append(isOld ? $"<baseExtension>{id}{error}</baseExtension>" : id + error);
        Add("parentID", Parent);
        Add(Epclist, string.Concat(Epcs.Select(x => $"<epc>{x}</epc>")));
        Add("action", Action);
        Add("bizStep", Step);
        Add("disposition", Disposition);
        Add("readPoint", ReadPoint is null ? null : $"<id>{ReadPoint}</id>");
        Add("bizLocation", Place is null ? null : $"<id>{Place}</id>");
        text.Append(isOld ? "<extension>" : string.Empty);
        Add(QuantityList, XmlQuantities(Quantities));
        Add("outputEPCList", string.Concat(OutputEpcs.Select(x => $"<epc>{x}</epc>")));
        Add("outputQuantityList", XmlQuantities(Outputs));
        if (Lot is not null || Expiry is not null)
            Add("ilmd", $"<m:lotNumber xmlns:m=\"urn:epcglobal:cbv:mda\">{Lot}</m:lotNumber><itemExpirationDate>{Expiry}</itemExpirationDate>");
        text.Append(isOld ? "</extension>" : string.Empty).Append("<x:mine xmlns:x=\"urn:x\"><x:quantity>7</x:quantity></x:mine>");
        return text.Append(CultureInfo.InvariantCulture, $"</{Type}>").Append(isWrapped ? "</extension>" : "").ToString();
    }

    private static string JsonQuantities((string Class, string Quantity, string? Unit)[] list) => "[" + string.Join(',', list.Select(
        x => $"{{\"epcClass\":\"{x.Class}\",\"quantity\":{x.Quantity}" + (x.Unit is null ? "}" : $",\"uom\":\"{x.Unit}\"}}"))) + "]";

    private static string XmlQuantities((string Class, string Quantity, string? Unit)[] list) => string.Concat(list.Select(x =>
        $"<quantityElement><epcClass>{x.Class}</epcClass><quantity>{x.Quantity}</quantity>"
        + (x.Unit is null ? "" : $"<uom>{x.Unit}</uom>") + "</quantityElement>"));
}
