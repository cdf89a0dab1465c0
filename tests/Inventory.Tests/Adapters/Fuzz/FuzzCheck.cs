using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Inventory.Adapters;
using Inventory.Model.Receipts;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Adapters.Fuzz;

/// <summary>What holds of every reading, whatever was read.</summary>
internal static class FuzzCheck
{
    /// <summary>Accepted, refused and told are one account, and what goes out can be read back.</summary>
    public static void Check(FeedReading reading, FuzzFeed feed)
    {
        foreach (Rejection rejection in reading.Rejections)
            Explained(rejection, reading.Failure is null);
        if (reading.Failure is { } failure)
        {
            Explained(failure, isLine: false);
            Assert.Empty(reading.Snapshots);
            Assert.Null(reading.Run);
            Assert.Equal(0, reading.Accepted);
            return;
        }

        Assert.Equal(reading.Accepted, reading.Snapshots.Sum(x => (long)x.Lines.Count));
        Assert.True(reading.Rejections.Count <= Receipt.RejectionsMax, "too many rejections listed");
        Assert.True(reading.Rejections.Count <= reading.Rejected, "a rejection without count");
        Assert.Equal(reading.Rejected > 0, reading.Rejections.Count > 0);
        Assert.True(reading.Unknown >= 0);
        Assert.All(reading.Warnings, x => Assert.True(x.Count > 0 && x.Kind.Length > 0 && x.Value is not { Length: > 200 }));
        // Who writes canonically makes the ids, and twice the same is the log's matter.
        if (feed.Profile.Format != "canonical-json")
            Assert.Equal(reading.Snapshots.Count, reading.Snapshots.Select(x => x.SnapshotId).Distinct().Count());
        foreach (StockSnapshot snapshot in reading.Snapshots)
            Valid(snapshot, feed);
    }

    /// <summary>All that a reading says, in a few characters.</summary>
    public static string Print(FeedReading reading)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new CanonicalWriter(buffer);
        foreach (StockSnapshot snapshot in reading.Snapshots)
            writer.Write(snapshot, buffer);
        hash.AppendData(buffer.WrittenSpan);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{reading.Failure} {reading.Run} {reading.Accepted} {reading.Rejected} {reading.Unknown}");
        text.AppendJoin('\n', reading.Rejections).AppendJoin('\n', reading.Warnings);
        hash.AppendData(Encoding.Unicode.GetBytes(text.ToString()));
        return FormattableString.Invariant(
            $"{reading.Failure} accepted {reading.Accepted} rejected {reading.Rejected} unknown {reading.Unknown} {Convert.ToHexString(hash.GetHashAndReset())}");
    }

    private static void Explained(Rejection rejection, bool isLine)
    {
        Assert.NotEqual(RejectionReason.None, rejection.Reason);
        LocalizedText text = RejectionText.For(rejection.Reason);
        Assert.False(string.IsNullOrWhiteSpace(text.Ja) || string.IsNullOrWhiteSpace(text.En));
        Assert.False(string.IsNullOrEmpty(rejection.Field), $"no field: {rejection}");
        Assert.False(rejection.Value is { Length: > 200 }, $"long value: {rejection.Field}");
        // A line that was refused is found again by its place.
        Assert.False(isLine && rejection.Source == default, $"no place: {rejection}");
    }

    private static void Valid(StockSnapshot snapshot, FuzzFeed feed)
    {
        Assert.True(snapshot.Lines.Count > 0 || snapshot.Scope == SnapshotScope.Full);
        var rejections = new List<Rejection>();
        var context = new SnapshotContext(feed.Registry, TestFeed.ReceivedAt) { AllowUnknownLocation = true };
        StockSnapshot? again = SnapshotValidator.Validate(snapshot, null, context, rejections, []);
        Assert.Empty(rejections);
        Assert.True(again is not null && again.Lines.SequenceEqual(snapshot.Lines), "valid only once");
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new CanonicalWriter(buffer);
        writer.Write(snapshot, buffer);
        var reader = new SnapshotReader(buffer.WrittenSpan);
        Assert.True(reader.ReadHeader(), "the header cannot be read back");
        Assert.Equal(snapshot.AsOf.ToUnixTimeMilliseconds(), reader.AsOfMs);
        int count = 0;
        SnapshotLine line = default;
        while (reader.ReadLine(ref line))
        {
            Assert.Equal(snapshot.Lines[count].Item.Value, Encoding.UTF8.GetString(line.Item));
            count++;
        }

        Assert.False(reader.IsMalformed, "a line cannot be read back");
        Assert.Equal(snapshot.Lines.Count, count);
    }
}
