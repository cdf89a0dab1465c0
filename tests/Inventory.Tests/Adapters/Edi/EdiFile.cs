using System.Text;
using Inventory.Adapters;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Tests.Adapters.Edi;

/// <summary>Made-up interchanges: the segments between the envelopes are given, envelopes and counts are
/// written.</summary>
internal static class EdiFile
{
    public static readonly FeedProfile Invrpt = TestFeed.Profile with
    {
        Id = "shop-edifact",
        Format = "edifact-invrpt",
        Columns = new Dictionary<string, IReadOnlyList<string>>(),
        Constants = new Dictionary<string, string> { ["unit"] = "EA" },
    };

    public static readonly FeedProfile Advice = Invrpt with { Id = "shop-x12", Format = "x12-846" };

    /// <summary>One report; segments are written with <c>'</c> between them.</summary>
    public static string Report(string segments, string head = "DTM+366:20200401:102'NAD+WH+W1::92'", string kind = "35", string identifier = "UNOC:3")
    {
        string body = $"BGM+{kind}+R1+9'{head}{segments}";
        return $"UNB+{identifier}+SND:14+RCV:14+200401:0900+77'UNH+1+INVRPT:D:96A:UN:EAN004'{body}UNT+{body.Count(x => x == '\'') + 2}+1'UNZ+1+77'";
    }

    /// <summary>One advice; segments are written with <c>~</c> between them.</summary>
    public static string AdviceOf(string segments, string head = "DTM*007*20200401~N1*WH*NAME*92*W1~", string kind = "00*SI")
    {
        string body = $"BIA*{kind}*1*20200401~{head}{segments}";
        return "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *200401*0900*U*00401*000000005*0*P*>~"
            + $"GS*IB*S*R*20200401*0900*5*X*004010~ST*846*0001~{body}SE*{body.Count(x => x == '~') + 2}*0001~GE*1*5~IEA*1*000000005~";
    }

    public static Task<FeedReading> ReadAsync(string text, FeedProfile? profile = null, EdiMapping? edi = null)
    {
        profile ??= text.StartsWith("ISA", StringComparison.Ordinal) ? Advice : Invrpt;
        return TestFeed.ReadAsync(Encoding.Latin1.GetBytes(text), edi is null ? profile : profile with { Edi = edi });
    }

    /// <summary>Each line as <c>location item status quantity unit</c>, the shop's own prefix left out.</summary>
    public static IEnumerable<string> Lines(FeedReading reading) =>
        reading.Snapshots.SelectMany(x => x.Lines.Select(y =>
            $"{x.Location} {y.Item} {WireNames.Of(y.Status)} {y.Quantity:0.####} {y.Unit}".Replace("shop-01:", "", StringComparison.Ordinal)));

    public static IEnumerable<string> Kinds(FeedReading reading) =>
        reading.Warnings.Select(x => x.Kind).Where(x => x is not ("unknownItem" or "unknownPack" or "asOfOld")).Order();
}
