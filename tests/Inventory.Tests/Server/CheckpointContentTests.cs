using Inventory.Model.Alerts;
using Inventory.Model.Registry;
using Inventory.Server.Core;
using Xunit;

namespace Inventory.Tests.Server;

public sealed class CheckpointContentTests
{
    [Theory]
    [InlineData(0, 7)]
    [InlineData(1 << 20, 4096)]
    [InlineData((1 << 20) + 1, 1 << 20)]
    [InlineData(5_000_000, 65_537)]
    public void What_is_written_in_parts_comes_out_whole(int length, int part)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        using var buffer = new CheckpointBuffer();
        for (int at = 0; at < length; at += part)
            buffer.Write(bytes, at, Math.Min(part, length - at));
        using var copy = new MemoryStream();
        buffer.WriteTo(copy);
        Assert.Equal(length, buffer.Length);
        Assert.True(bytes.AsSpan().SequenceEqual(copy.ToArray()));
    }

    [Fact]
    public void Active_alerts_follow_what_was_raised_and_cleared_and_come_back_equal()
    {
        Alert first = Raised("a|1");
        Alert second = Raised("b|1") with { Value = double.PositiveInfinity, Prefecture = "13" };
        var active = new ActiveAlerts();
        active.Note([first, second]);
        active.Note([first with { State = AlertState.Cleared, ClearedAt = first.RaisedAt.AddMinutes(1) }]);
        Assert.Equal(second, Assert.Single(active.All));
        using var stream = new MemoryStream();
        active.Write(stream);
        stream.Position = 0;
        var restored = new ActiveAlerts();
        restored.Note([first]);
        restored.Read(stream);
        Assert.Equal(second, Assert.Single(restored.All));
    }

    [Fact]
    public void Another_form_is_refused_so_that_an_older_checkpoint_or_the_log_is_taken()
    {
        using var stream = new MemoryStream(new byte[64]);
        Assert.Throws<InvalidDataException>(() => new ActiveAlerts().Read(stream));
    }

    private static Alert Raised(string id) => new()
    {
        Id = id,
        Rule = "r",
        Measure = AlertMeasure.ShareOut,
        Category = "masks",
        RaisedAt = DateTimeOffset.UnixEpoch,
    };
}
