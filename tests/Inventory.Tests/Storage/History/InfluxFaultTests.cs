using Inventory.Model.History;
using Inventory.Model.Levels;
using Inventory.Storage;
using Inventory.Storage.History;
using Inventory.Storage.History.Influx;
using Xunit;

namespace Inventory.Tests.Storage.History;

public sealed class InfluxFaultTests(HistoryStores stores) : IClassFixture<HistoryStores>
{
    private static readonly HistoryQuery All = new(null, null, null, 0, 8_000_000_000_000, 10_000);

    [Theory]
    [InlineData(500, null, true)]
    [InlineData(503, "7", true)]
    [InlineData(429, "3", true)]
    [InlineData(408, null, true)]
    [InlineData(404, null, true)]
    [InlineData(401, null, false)]
    [InlineData(403, null, false)]
    public async Task What_may_pass_is_told_to_the_caller_and_nothing_is_kept_as_refused(int status, string? retryAfter, bool isTransient)
    {
        using var server = new ScriptedInflux();
        await using InfluxHistory history = Open(server, out HistoryDeadLetters dead);
        server.Answer(status, """{"error":"no"}""", retryAfter);
        StorageException e = await Assert.ThrowsAsync<StorageException>(async () => await history.WriteAsync([Point(0)], default));
        Assert.Equal(isTransient, e.IsTransient);
        Assert.Equal(retryAfter is null ? null : TimeSpan.FromSeconds(int.Parse(retryAfter)), e.RetryAfter);
        Assert.Equal(0, dead.Count);
        await history.WriteAsync([Point(0)], default);
        Assert.Single(server.Taken);
    }

    [Theory]
    [InlineData("partial write: field type conflict: input field \"x\" dropped=2", 2)]
    [InlineData("unable to parse 'a b': bad timestamp\nunable to parse 'c': missing fields dropped=0", 2)]
    [InlineData("partial write: points beyond retention policy dropped=1", 1)]
    [InlineData("something else", 3)]
    [InlineData("partial write: dropped=999999999999999999999999", 3)]
    [InlineData("partial write: dropped=5000", 3)]
    public async Task A_refused_batch_is_counted_and_kept_and_not_sent_again(string message, int lost)
    {
        using var server = new ScriptedInflux();
        await using InfluxHistory history = Open(server, out HistoryDeadLetters dead);
        server.Answer(400, System.Text.Json.JsonSerializer.Serialize(new { error = message }));
        await history.WriteAsync([Point(0)], default);
        // One point is three lines: one for each resolution.
        Assert.Equal(lost, dead.Count);
        Assert.Empty(server.Taken);
        string kept = File.ReadAllText(Directory.GetFiles(stores.Folder, "dead-*").OrderBy(File.GetCreationTimeUtc).Last());
        Assert.Contains("level_10s,category=rice,prefecture=13,tier=all quantity=12i", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("\nunable", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void Dead_letters_stop_at_their_bound_and_count_on()
    {
        using var folder = new TestFolder();
        var dead = new HistoryDeadLetters(folder["dead.txt"], 1000);
        for (int i = 0; i < 100; i++)
            dead.Keep(DateTimeOffset.UnixEpoch, 3, "why", new byte[100]);
        Assert.Equal(300, dead.Count);
        Assert.InRange(new FileInfo(folder["dead.txt"]).Length, 500, 1000);
        new HistoryDeadLetters(folder["missing/dead.txt"]).Keep(DateTimeOffset.UnixEpoch, 1, "why", []);
    }

    [Fact]
    public async Task A_slow_server_is_given_up_and_waiting_helps()
    {
        using var server = new ScriptedInflux { Hold = new TaskCompletionSource() };
        await using InfluxHistory history = Open(server, out _, x => x with { Timeout = TimeSpan.FromMilliseconds(300) });
        StorageException e = await Assert.ThrowsAsync<StorageException>(async () => await history.WriteAsync([Point(0)], default));
        Assert.True(e.IsTransient);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await history.WriteAsync([Point(0)], cancelled.Token));
    }

    [Theory]
    [InlineData("1.6.7", true, true)]
    [InlineData("v2.7.1", false, true)]
    [InlineData("3.0.0", false, false)]
    [InlineData(null, true, true)]
    public async Task Each_version_is_asked_only_for_what_it_has(string? version, bool creates, bool deletes)
    {
        using var server = new ScriptedInflux { Version = version };
        await using InfluxHistory history = Open(server, out _);
        await history.WriteAsync([Point(0)], default);
        await history.WriteAsync([Point(10_000)], default);
        await history.TrimAsync(new HistoryRetention(), 1_790_000_000_000, default);
        Assert.Equal(creates ? 1 : 0, server.Questions.Count(x => x.Contains("CREATE", StringComparison.Ordinal)));
        Assert.Equal(deletes ? 4 : 0, server.Questions.Count(x => x.Contains("DELETE", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_large_batch_is_cut_into_writes_of_bounded_size_that_lose_nothing()
    {
        using var server = new ScriptedInflux();
        await using InfluxHistory history = Open(server, out _);
        HistoryPoint[] points = [.. Enumerable.Range(0, 12_345).Select(i => Point(i * 10_000L))];
        await history.WriteAsync(points, default);
        Assert.All(server.Taken, x => Assert.InRange(x.Count(c => c == '\n'), 1, HistoryLimits.LinesPerWriteMax));
        var lines = server.Taken.SelectMany(x => x.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Equal(12_345, lines.Count(x => x.StartsWith("level_10s,", StringComparison.Ordinal)));
        Assert.Equal(lines.Count, lines.Distinct().Count());
    }

    [Theory]
    [InlineData("http://u:p%40ss@h:8086", "u", "p@ss", "http://h:8086/")]
    [InlineData("http://:token@h:8086/sub", null, "token", "http://h:8086/sub/")]
    [InlineData("https://h", null, null, "https://h/")]
    public void Credentials_are_taken_out_of_the_address(string text, string? user, string? password, string address)
    {
        InfluxOptions options = InfluxOptions.Parse(text, null, null, null)!;
        Assert.Equal((user, password, address, "inventory"), (options.User, options.Password, options.Address.ToString(), options.Database));
        Assert.Equal("other", InfluxOptions.Parse(text, "other", null, null)!.User);
    }

    [Theory]
    [InlineData("h:8086")]
    [InlineData("ftp://h")]
    [InlineData("http://h?db=x")]
    [InlineData("")]
    public void What_is_no_address_is_none(string text) => Assert.Null(InfluxOptions.Parse(text, null, null, null));

    [InfluxFact]
    public async Task With_authentication_a_wrong_password_is_named_and_the_right_one_writes()
    {
        using var server = new InfluxServer(withAuthentication: true);
        await server.QueryAsync("CREATE USER admin WITH PASSWORD 'right' WITH ALL PRIVILEGES");
        InfluxOptions options = InfluxOptions.Parse($"http://admin:wrong@127.0.0.1:{server.Port}", null, null, null)!;
        await using (InfluxHistory wrong = stores.OpenInflux(out _, options))
        {
            StorageException e = await Assert.ThrowsAsync<StorageException>(async () => await wrong.WriteAsync([Point(0)], default));
            Assert.False(e.IsTransient);
            Assert.Contains("INVENTORY_INFLUX__USER", e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("wrong", e.Message, StringComparison.Ordinal);
        }

        await using InfluxHistory right = stores.OpenInflux(out _, options with { Password = "right" });
        await right.WriteAsync([Point(0)], default);
        Assert.Equal([Point(0)], await right.QueryAsync(All, default));
    }

    [InfluxFact]
    public async Task A_partial_write_of_the_real_server_keeps_the_good_lines_and_counts_the_others()
    {
        await using InfluxHistory history = stores.OpenInflux(out HistoryDeadLetters dead, new InfluxOptions { Address = stores.Influx.Address, Database = "conflict" });
        await stores.Influx.QueryAsync("CREATE DATABASE conflict");
        using var http = new HttpClient { BaseAddress = stores.Influx.Address };
        // Another program wrote a text where we write a number, in one shard.
        using var content = new StringContent("level_1m,category=rice quantity=\"many\" 0");
        (await http.PostAsync("write?db=conflict&precision=ms", content)).EnsureSuccessStatusCode();
        await history.WriteAsync([Point(0), Point(700_000)], default);
        Assert.Equal(2, dead.Count);
        Assert.Equal(2, (await history.QueryAsync(All, default)).Count);
    }

    [InfluxFact]
    public async Task A_killed_server_that_is_back_answers_as_before()
    {
        using var server = new InfluxServer();
        await using InfluxHistory history = stores.OpenInflux(out _, new InfluxOptions { Address = server.Address });
        await history.WriteAsync([Point(0)], default);
        server.Kill();
        StorageException e = await Assert.ThrowsAsync<StorageException>(async () => await history.WriteAsync([Point(10_000)], default));
        Assert.True(e.IsTransient);
        await Assert.ThrowsAsync<StorageException>(async () => await history.QueryAsync(All, default));
        server.Start();
        await history.WriteAsync([Point(10_000)], default);
        Assert.Equal([Point(0), Point(10_000)], await history.QueryAsync(All, default));
    }

    [InfluxFact]
    public async Task Two_recorders_are_two_chains_and_the_one_that_reaches_furthest_answers()
    {
        await using InfluxHistory history = stores.OpenInflux(out _);
        ShownFrame Frame(string writer, long ms, long previous) =>
            new(Audience.Public, ms, previous, ms, 0, System.Text.Encoding.UTF8.GetBytes(writer)) { Writer = writer };
        foreach (ShownFrame frame in (ShownFrame[])[Frame("a", 10_000, 0), Frame("a", 20_000, 10_000), Frame("b", 15_000, 0), Frame("a", 30_000, 20_000)])
            await history.WriteShownAsync(frame, default);
        Assert.Equal([10_000, 20_000, 30_000], (await history.ReadShownAsync(Audience.Public, 35_000, default)).Select(x => x.ComputedAtMs));
        Assert.Equal([15_000], (await history.ReadShownAsync(Audience.Public, 17_000, default)).Select(x => x.ComputedAtMs));
        Assert.Equal([10_000], (await history.ReadShownAsync(Audience.Public, 12_000, default)).Select(x => x.ComputedAtMs));
    }

    private InfluxHistory Open(ScriptedInflux server, out HistoryDeadLetters dead, Func<InfluxOptions, InfluxOptions>? more = null)
    {
        var options = new InfluxOptions { Address = server.Address };
        return stores.OpenInflux(out dead, more?.Invoke(options) ?? options);
    }

    private static HistoryPoint Point(long timeMs) => new(timeMs, "rice", 13, -1, 12, -5, 9, 8, 7, 6, 1.25);
}
