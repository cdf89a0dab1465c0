using System.Text.Json;
using Inventory.Server.Drop;
using Inventory.Server.Options;
using Inventory.Tests.Cli;
using Xunit;

namespace Inventory.Tests.Server;

public sealed class DropTests
{
    private static readonly ServerLimits Fast = new() { DropPollMs = 20, DropEmptyPolls = 4 };

    [Fact]
    public async Task A_file_is_taken_and_stands_in_done_with_its_receipt()
    {
        using var drop = new TempFolder();
        await using RunningServer server = await StartAsync(drop.Root);
        string feed = Feed(drop, "a-csv");
        await File.WriteAllTextAsync(Path.Combine(feed, "在庫 11月.csv"), Say.Csv(Say.Ago(5), ("001", "30"), ("002", "x")));
        JsonElement receipt = await ReceiptAsync(feed, "done", "在庫 11月.csv");
        Assert.Equal(1, receipt.GetProperty("lines").GetProperty("accepted").GetInt32());
        Assert.Equal(1, receipt.GetProperty("lines").GetProperty("rejected").GetInt32());
        Assert.Equal(("a-csv", "shop-a"), (receipt.GetProperty("feed").GetString(), receipt.GetProperty("participant").GetString()));
        Assert.True(File.Exists(Path.Combine(feed, "done", "在庫 11月.csv")));
        Assert.Equal(200, (await server.GetAsync("/v1/receipts/" + receipt.GetProperty("receipt").GetString(), SmallRegistry.ShopA)).Status);
        // The count follows the receipt, so it may be a moment late.
        string metrics = string.Empty;
        for (int i = 0; i < 50 && !metrics.Contains("inventory_drop_files", StringComparison.Ordinal); i++)
        {
            await Task.Delay(100);
            (_, metrics, _) = await server.SendAsync(HttpMethod.Get, "/metrics", SmallRegistry.Ministry);
        }

        Assert.Contains("inventory_drop_files", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_name_every_day_overwrites_nothing()
    {
        using var drop = new TempFolder();
        await using RunningServer server = await StartAsync(drop.Root);
        string feed = Feed(drop, "a-csv");
        for (int i = 0; i < 3; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(feed, "stock.csv"), Say.Csv(Say.Ago(5 - i), ("001", "3" + i)));
            int wanted = i + 1;
            await RunningServer.UntilAsync(() => Directory.Exists(Path.Combine(feed, "done"))
                && Directory.GetFiles(Path.Combine(feed, "done")).Length == 2 * wanted, "file " + i);
        }

        string[] files = [.. Directory.GetFiles(Path.Combine(feed, "done")).Where(x => !x.EndsWith(".json", StringComparison.Ordinal))];
        Assert.Equal(3, files.Select(File.ReadAllText).Distinct().Count());
        Assert.All(files, x => Assert.True(File.Exists(x + ".receipt.json") && x.EndsWith(".csv", StringComparison.Ordinal), x));
    }

    [Fact]
    public async Task A_file_that_grows_and_unfinished_names_are_left_alone()
    {
        using var drop = new TempFolder();
        string feed = Feed(drop, "a-csv");
        foreach (string name in (string[])[".hidden.csv", "a.tmp", "a.csv.part", "a.csv~", "B.TMP"])
            await File.WriteAllTextAsync(Path.Combine(feed, name), Say.Csv(Say.Ago(5), ("001", "1")));
        Directory.CreateDirectory(Path.Combine(feed, "sub"));
        await File.WriteAllTextAsync(Path.Combine(feed, "sub", "deep.csv"), Say.Csv(Say.Ago(5), ("001", "1")));
        string growing = Path.Combine(feed, "growing.csv");
        // Half a second between looks: a busy machine that pauses in the middle of writing is no still file.
        await using RunningServer server = await StartAsync(drop.Root, Fast with { DropPollMs = 500 });
        await using (var writer = new StreamWriter(growing))
        {
            await writer.WriteAsync("JAN,qty,shop,asOf\n");
            for (int i = 0; i < 120; i++)
            {
                await writer.WriteAsync($"LOCAL{i},{i},001,{Say.Ago(5)}\n");
                await writer.FlushAsync();
                File.SetLastWriteTimeUtc(growing, DateTime.UtcNow.AddSeconds(-i));
                await UntilNextLookAsync(server);
                Assert.True(File.Exists(growing), "taken while it was written, at line " + i);
            }
        }

        JsonElement receipt = await ReceiptAsync(feed, "done", "growing.csv");
        Assert.Equal(120, receipt.GetProperty("lines").GetProperty("accepted").GetInt32());
        Assert.Equal([".hidden.csv", "B.TMP", "a.csv.part", "a.csv~", "a.tmp"],
            Directory.GetFiles(feed).Select(x => Path.GetFileName(x)!).Order(StringComparer.Ordinal));
        Assert.True(File.Exists(Path.Combine(feed, "sub", "deep.csv")));
    }

    [Fact]
    public async Task What_cannot_be_read_is_kept_in_failed_with_the_reason()
    {
        using var drop = new TempFolder();
        string feed = Feed(drop, "a-csv");
        await File.WriteAllTextAsync(Path.Combine(feed, "wrong.csv"), "a,b\n1,2\n");
        await File.WriteAllTextAsync(Path.Combine(feed, "empty.csv"), string.Empty);
        await File.WriteAllTextAsync(Path.Combine(feed, "huge.csv"), new string('x', 300_000));
        await using RunningServer server = await StartAsync(drop.Root, Fast with { BodyBytesMax = 200_000 });
        Assert.Equal("quantityColumnMissing", (await ReceiptAsync(feed, "failed", "wrong.csv")).GetProperty("reason").GetString());
        Assert.Equal("empty", (await ReceiptAsync(feed, "failed", "empty.csv")).GetProperty("reason").GetString());
        JsonElement huge = await ReceiptAsync(feed, "failed", "huge.csv");
        Assert.Equal("tooLarge", huge.GetProperty("reason").GetString());
        Assert.NotEmpty(huge.GetProperty("message").GetProperty("ja").GetString()!);
        Assert.Equal(300_000, new FileInfo(Path.Combine(feed, "failed", "huge.csv")).Length);
    }

    [Fact]
    public async Task Hostile_names_do_no_harm()
    {
        using var drop = new TempFolder();
        string feed = Feed(drop, "a-csv");
        string[] names = ["..a..csv", "line\nbreak.csv", "esc\u001b[31m.csv", "quote\".csv", "\u202Egpj.csv", "back\\slash.csv",
            "😀絵文字.csv", "star*?.csv", new string('あ', 83) + ".csv", new string('x', 251) + ".csv", "no-extension", "-rf", "a.receipt.json"];
        string[] wanted = [.. names.Where(x => x[0] != '.')];
        for (int i = 0; i < names.Length; i++)
            await File.WriteAllTextAsync(Path.Combine(feed, names[i]), Say.Csv(Say.Ago(60 - i), ("001", "" + i)));
        await using RunningServer server = await StartAsync(drop.Root);
        string done = Path.Combine(feed, "done");
        await RunningServer.UntilAsync(
            () => Directory.Exists(done) && Directory.GetFiles(done).Length == 2 * wanted.Length, "all hostile names are taken");
        Assert.Equal(["..a..csv"], Directory.GetFiles(feed).Select(x => Path.GetFileName(x)!));
        foreach (string file in Directory.GetFiles(done).Where(x => File.Exists(x + DropNames.ReceiptSuffix)))
            Assert.Equal(1, Parse(file + DropNames.ReceiptSuffix).GetProperty("lines").GetProperty("accepted").GetInt32());
        Assert.Equal(200, (await server.GetAsync("/v1/levels", SmallRegistry.ShopA)).Status);
    }

    [Fact]
    public async Task Links_are_not_followed_out_of_the_folder()
    {
        using var drop = new TempFolder();
        using var outside = new TempFolder();
        string secret = Path.Combine(outside.Root, "secret.csv");
        await File.WriteAllTextAsync(secret, Say.Csv(Say.Ago(5), ("001", "1")));
        string feed = Feed(drop, "a-csv");
        File.CreateSymbolicLink(Path.Combine(feed, "link.csv"), secret);
        Directory.CreateSymbolicLink(Path.Combine(drop.Root, "a-full"), outside.Root);
        string run = Feed(drop, "a-run");
        Directory.CreateSymbolicLink(Path.Combine(run, "done"), outside.Root);
        await File.WriteAllTextAsync(Path.Combine(run, "x.csv"), Say.Csv(Say.Ago(5), ("001", "1")));
        await File.WriteAllTextAsync(Path.Combine(feed, "good.csv"), Say.Csv(Say.Ago(5), ("001", "1")));
        await using RunningServer server = await StartAsync(drop.Root);
        await ReceiptAsync(feed, "done", "good.csv");
        await UntilNextLookAsync(server);
        Assert.True(File.Exists(Path.Combine(feed, "link.csv")));
        Assert.True(File.Exists(Path.Combine(run, "x.csv")));
        Assert.Equal([secret], Directory.GetFileSystemEntries(outside.Root));
    }

    [Fact]
    public async Task An_unknown_feed_and_a_folder_that_cannot_be_used_do_not_keep_the_others_waiting()
    {
        using var drop = new TempFolder();
        string unknown = Feed(drop, "nobody");
        await File.WriteAllTextAsync(Path.Combine(unknown, "x.csv"), "x");
        string blocked = Feed(drop, "a-full");
        await File.WriteAllTextAsync(Path.Combine(blocked, "done"), "a file where a folder should be");
        await File.WriteAllTextAsync(Path.Combine(blocked, "x.csv"), Say.Csv(Say.Ago(5), ("001", "1")));
        string good = Feed(drop, "a-run");
        await using RunningServer server = await StartAsync(drop.Root);
        await File.WriteAllTextAsync(Path.Combine(good, "x.csv"), Say.Csv(Say.Ago(5), ("001", "1")));
        await ReceiptAsync(good, "done", "x.csv");
        Assert.True(File.Exists(Path.Combine(unknown, "x.csv")));
        Assert.True(File.Exists(Path.Combine(blocked, "x.csv")));
        // Put right, it goes on by itself; so does a feed that is saved later.
        File.Delete(Path.Combine(blocked, "done"));
        await ReceiptAsync(blocked, "done", "x.csv");
        await SavedFeedTests.PutAsync(server, "nobody", SavedFeedTests.Profile("nobody"), SmallRegistry.ShopA);
        await ReceiptAsync(unknown, "failed", "x.csv");
    }

    [Fact]
    public async Task Two_servers_on_one_folder_deliver_each_file_once()
    {
        using var drop = new TempFolder();
        string feed = Feed(drop, "a-csv");
        await using RunningServer one = await StartAsync(drop.Root);
        await using RunningServer two = await StartAsync(drop.Root);
        for (int i = 0; i < 60; i++)
            await File.WriteAllTextAsync(Path.Combine(feed, $"f{i:D2}.csv"), Say.Csv(Say.Ago(90 - i), ("001", "" + i)));
        string done = Path.Combine(feed, "done");
        await RunningServer.UntilAsync(
            () => Directory.GetFiles(feed).Length == 0 && Directory.Exists(done) && Directory.GetFiles(done).Length == 120, "all files are done");
        long delivered = await NextOffsetAsync(one) + await NextOffsetAsync(two);
        Assert.Equal(60, delivered);
    }

    [Fact]
    public async Task What_a_crash_left_is_finished_at_the_next_start_and_counts_once()
    {
        using var drop = new TempFolder();
        string feed = Feed(drop, "a-csv");
        RunningServer server = await StartAsync(drop.Root);
        string text = "JAN,qty,shop\n4901234567894,5,001\n";
        string profile = SavedFeedTests.Profile("late");
        string late = Feed(drop, "late");
        await SavedFeedTests.PutAsync(server, "late", profile, SmallRegistry.ShopA);
        await File.WriteAllTextAsync(Path.Combine(late, "first.csv"), SavedFeedTests.File("5"));
        JsonElement first = await ReceiptAsync(late, "done", "first.csv");
        await server.StopAsync();
        // Delivered, and the process died before its receipt was written: the file is back in its claim of that time.
        long at = first.GetProperty("asOf").GetProperty("newest").GetDateTimeOffset().ToUnixTimeMilliseconds();
        Claim(late, $"{at}-000000", "first.csv", SavedFeedTests.File("5"));
        // Its receipt was written, and the process died before the moves.
        string settled = Claim(feed, "1700000000000-000001", "second.csv", text);
        Directory.CreateDirectory(Path.Combine(settled, "done"));
        await File.WriteAllTextAsync(Path.Combine(settled, "done", "second.csv.receipt.json"), "{\"receipt\":\"R-1\"}");
        // The file was moved, and the process died before its receipt was.
        string half = Claim(feed, "1700000000000-000002", "third.csv", null);
        Directory.CreateDirectory(Path.Combine(half, "failed"));
        Directory.CreateDirectory(Path.Combine(feed, "failed"));
        await File.WriteAllTextAsync(Path.Combine(half, "failed", "third.csv.receipt.json"), "{\"receipt\":\"R-2\"}");
        await File.WriteAllTextAsync(Path.Combine(feed, "failed", "third.csv"), text);

        await using RunningServer again = await RunningServer.StartAsync(server.Folder, Fast, drop.Root, null);
        await RunningServer.UntilAsync(() => Directory.GetFiles(Path.Combine(late, "done"), "*.json").Length == 2, "the claim is finished");
        string[] receipts = Directory.GetFiles(Path.Combine(late, "done"), "*.json");
        Assert.Equal([0, 1], receipts.Select(x => Parse(x).GetProperty("lines").GetProperty("duplicate").GetInt32()).Order());
        Assert.Equal("R-1", (await ReceiptAsync(feed, "done", "second.csv")).GetProperty("receipt").GetString());
        Assert.Equal("R-2", (await ReceiptAsync(feed, "failed", "third.csv")).GetProperty("receipt").GetString());
        Assert.Equal(1, await NextOffsetAsync(again));
    }

    [Fact]
    public async Task A_delivery_that_shrank_is_held_and_can_be_confirmed()
    {
        using var drop = new TempFolder();
        await using RunningServer server = await StartAsync(drop.Root);
        string items = string.Concat(Enumerable.Range(0, 10).Select(i => $"LOCAL{i},{i},001,{Say.Ago(5)}\n"));
        await server.PushFileAsync("a-run", "JAN,qty,shop,asOf\n" + items, SmallRegistry.ShopA);
        string feed = Feed(drop, "a-run");
        await File.WriteAllTextAsync(Path.Combine(feed, "cut.csv"), Say.Csv(Say.Ago(2), ("001", "3")));
        JsonElement held = (await ReceiptAsync(feed, "failed", "cut.csv")).GetProperty("held");
        (int status, _, _) = await server.SendAsync(
            HttpMethod.Post, $"/v1/held/{held.GetProperty("id").GetString()}/confirm", SmallRegistry.ShopA);
        Assert.Equal(200, status);
    }

    private static Task<RunningServer> StartAsync(string drop, ServerLimits? limits = null) => RunningServer.StartAsync(
        Directory.CreateTempSubdirectory("inventory-server-").FullName, limits ?? Fast, drop, null);

    private static string Feed(TempFolder drop, string feed) => Directory.CreateDirectory(Path.Combine(drop.Root, feed)).FullName;

    /// <summary>A claim of a process that is gone.</summary>
    private static string Claim(string feed, string claim, string name, string? text)
    {
        string folder = Path.Combine(feed, ".work", "0123456789abcdef", claim);
        Directory.CreateDirectory(Path.Combine(folder, "in"));
        if (text is not null)
            File.WriteAllText(Path.Combine(folder, "in", name), text);
        return folder;
    }

    private static async Task<JsonElement> ReceiptAsync(string feed, string outcome, string name)
    {
        string path = Path.Combine(feed, outcome, name + DropNames.ReceiptSuffix);
        await RunningServer.UntilAsync(() => File.Exists(path), outcome + "/" + name);
        return Parse(path);
    }

    private static JsonElement Parse(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    /// <summary>Some looks of the door later; requests take longer than they do.</summary>
    private static async Task UntilNextLookAsync(RunningServer server)
    {
        for (long until = Environment.TickCount64 + 30; Environment.TickCount64 < until;)
            await server.GetAsync("/health/live", null);
    }

    private static async Task<long> NextOffsetAsync(RunningServer server)
    {
        (_, JsonElement ready) = await server.GetAsync("/health/ready", null);
        return ready.GetProperty("log").GetProperty("nextOffset").GetInt64();
    }
}
