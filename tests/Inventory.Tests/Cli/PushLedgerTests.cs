using Inventory.Cli.Push;
using Xunit;

namespace Inventory.Tests.Cli;

public sealed class PushLedgerTests
{
    private static readonly Uri Server = new("http://127.0.0.1:5080/");

    [Fact]
    public void A_receipt_is_found_for_the_same_server_feed_name_and_content_only()
    {
        using var folder = new TempFolder();
        PushLedger ledger = PushLedger.Open(folder.At("state/s.jsonl"));
        ledger.Add(Entry("aa", "a.csv"));
        PushLedger reopened = PushLedger.Open(folder.At("state/s.jsonl"));
        Assert.NotNull(reopened.Find(Server, "feed", new PushItem("x/a.csv", 1, "aa")));
        Assert.Null(reopened.Find(Server, "feed", new PushItem("x/a.csv", 1, "bb")));
        Assert.Null(reopened.Find(Server, "feed", new PushItem("x/b.csv", 1, "aa")));
        Assert.Null(reopened.Find(Server, "other", new PushItem("x/a.csv", 1, "aa")));
        Assert.Null(reopened.Find(new Uri("http://127.0.0.1:5081/"), "feed", new PushItem("x/a.csv", 1, "aa")));
    }

    [Fact]
    public void A_line_torn_at_any_byte_costs_only_itself()
    {
        using var folder = new TempFolder();
        PushLedger.Open(folder.At("s.jsonl")).Add(Entry("aa", "a.csv"));
        byte[] whole = File.ReadAllBytes(folder.At("s.jsonl"));
        for (int length = 0; length < whole.Length - 1; length++)
        {
            string path = folder.At($"torn-{length}.jsonl");
            File.WriteAllBytes(path, whole[..length]);
            PushLedger torn = PushLedger.Open(path);
            torn.Add(Entry("bb", "b.csv"));
            PushLedger reopened = PushLedger.Open(path);
            Assert.NotNull(reopened.Find(Server, "feed", new PushItem("b.csv", 1, "bb")));
        }
    }

    private static LedgerEntry Entry(string hash, string name) =>
        new(Server.AbsoluteUri, "feed", hash, name, "R-1", 1, 0, DateTimeOffset.UnixEpoch);
}
