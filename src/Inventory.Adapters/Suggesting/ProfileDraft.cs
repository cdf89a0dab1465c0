using System.Text;
using Inventory.Adapters.Text;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Suggesting;

/// <summary>Writes the profile that the judged columns make. Columns are named where each name stands once in one
/// header row; else they are counted.</summary>
internal static class ProfileDraft
{
    /// <summary>Stands for the participant until the person answers.</summary>
    public const string UnknownParticipant = "fill-in";

    private static readonly string[] SingleFields =
        ["location", "locationName", "asOf", "unit", "status", "saleState", "lot", "expiry", "owner", "otherQuantity"];

    public static FeedProfile Write(TableJudge judge)
    {
        SuggestionHints hints = judge.Hints;
        bool isNamed = IsNamed(judge);
        ParticipantId participant = hints.Participant ?? new ParticipantId(UnknownParticipant);
        var constants = new Dictionary<string, string>();
        if (hints.Location is { Length: > 0 } place && !judge.Chosen("location").Any())
            constants["location"] = place;
        if ((hints.Unit ?? judge.UnitConstant) is { Length: > 0 } unit && !judge.Chosen("unit").Any())
            constants["unit"] = unit;
        // Titles that state the time are left to be read: named columns are found below them.
        long head = isNamed && judge.HasTitleTime
            ? 0 : judge.LineOf(isNamed ? judge.Shape.DataFirst - 1 : judge.Shape.DataFirst) - 1;
        return new FeedProfile
        {
            Id = hints.FeedId ?? IdOf(participant, hints.FileName),
            Participant = participant,
            Format = hints.Format,
            Encoding = hints.Encoding,
            Delimiter = hints.Delimiter,
            Header = isNamed,
            SkipLines = (int)Math.Clamp(head, 0, 1000),
            TimeZone = hints.TimeZone ?? ZoneOfWords.Find(judge.Columns).Zone,
            Scope = hints.Scope ?? SnapshotScope.Partial,
            Columns = Columns(judge, isNamed),
            Quantities = judge.IsWide ? Quantities(judge, isNamed) : [],
            Constants = constants,
            Statuses = judge.Statuses,
            SaleStates = judge.SaleStates,
            UnknownLocation = KnowsAllPlaces(judge, participant) ? FeedProfile.Reject : FeedProfile.Accept,
        };
    }

    private static bool IsNamed(TableJudge judge)
    {
        if (judge.Shape.HeaderRows != 1)
            return false;
        var counts = judge.Columns.Select(x => TextWidth.Key(x.Name.Text)).Where(x => x.Length > 0)
            .GroupBy(x => x).ToDictionary(x => x.Key, x => x.Count());
        return judge.Columns.Where(x => x.Field is not (null or "plan"))
            .All(x => counts.GetValueOrDefault(TextWidth.Key(x.Name.Text)) == 1);
    }

    private static Dictionary<string, IReadOnlyList<string>> Columns(TableJudge judge, bool isNamed)
    {
        var columns = new Dictionary<string, IReadOnlyList<string>>();
        ColumnVerdict[] items = [.. judge.Chosen("item").OrderByDescending(x => x.Score(ColumnRole.Gtin))];
        if (items.Length > 0)
            columns["item"] = [.. items.Select(x => Reference(x, isNamed))];
        if (!judge.IsWide && judge.Chosen("quantity").FirstOrDefault() is { } quantity)
            columns["quantity"] = [Reference(quantity, isNamed)];
        foreach (string field in SingleFields)
        {
            if (judge.Chosen(field).FirstOrDefault() is { } column)
                columns[field] = [Reference(column, isNamed)];
        }

        return columns;
    }

    private static List<QuantityColumn> Quantities(TableJudge judge, bool isNamed) =>
        [.. judge.Chosen("quantity").Select(x => new QuantityColumn
        {
            Column = [Reference(x, isNamed)],
            Item = x.Name.Stem(),
            Unit = x.Name.Unit,
        })];

    private static string Reference(ColumnVerdict column, bool isNamed) =>
        isNamed ? column.Name.Text : $"{column.Index + 1}";

    /// <summary>True when the registry knows every place of the sample: then a place it does not know is a mistake.</summary>
    private static bool KnowsAllPlaces(TableJudge judge, ParticipantId participant)
    {
        if (judge.Hints.Registry is not { } registry)
            return false;
        IEnumerable<string> places = judge.Chosen("location").FirstOrDefault() is { } column
            ? column.Facts.Values : judge.Hints.Location is { } place ? [place] : [];
        string[] known = [.. places];
        return known.Length > 0 && known.All(x => registry.Locations.ContainsKey(x)
            || registry.Locations.ContainsKey(LocationId.Local(participant, x).Value));
    }

    /// <summary>A feed's id out of the owner's id and the letters of the file's name.</summary>
    public static string IdOf(ParticipantId participant, string? fileName)
    {
        var id = new StringBuilder(participant.Value.ToLowerInvariant());
        foreach (char c in Path.GetFileNameWithoutExtension(fileName ?? string.Empty).ToLowerInvariant())
        {
            if (char.IsAsciiLetter(c))
                id.Append(id.Length == participant.Value.Length ? "-" : string.Empty).Append(c);
            else if (id[^1] != '-')
                id.Append('-');
        }

        string text = id.ToString().Trim('-');
        text = text.Length <= participant.Value.Length ? participant.Value.ToLowerInvariant() + "-stock" : text;
        text = text.Length <= 64 ? text : text[..64].Trim('-');
        return text.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-') ? text : "stock";
    }
}
