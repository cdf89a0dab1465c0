using System.Text;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Model.Snapshots;

/// <summary>Source of the grammar: RFC 3339 section 5.6; of its examples: section 5.8.</summary>
public sealed class CanonicalTimeTests
{
    [Theory]
    [InlineData("1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.520+00:00")]
    [InlineData("1996-12-19T16:39:57-08:00", "1996-12-19T16:39:57-08:00")]
    [InlineData("1937-01-01T12:00:27.87+00:20", "1937-01-01T12:00:27.870+00:20")]
    [InlineData("2026-11-22T14:03:00+09:00", "2026-11-22T14:03:00+09:00")]
    [InlineData("2026-11-22t14:03:00z", "2026-11-22T14:03:00+00:00")]
    [InlineData("2026-11-22T14:03:00-00:00", "2026-11-22T14:03:00+00:00")]
    [InlineData("2024-02-29T00:00:00+14:00", "2024-02-29T00:00:00+14:00")]
    [InlineData("2000-02-29T23:59:59-14:00", "2000-02-29T23:59:59-14:00")]
    // Finer fractions are cut, never rounded up into the next second.
    [InlineData("2026-11-22T14:03:00.9999999+09:00", "2026-11-22T14:03:00.999+09:00")]
    [InlineData("2026-11-22T14:03:00.000000001+09:00", "2026-11-22T14:03:00+09:00")]
    public void Times_are_read_and_written_in_one_form(string text, string expected)
    {
        Assert.True(CanonicalTime.TryParse(Encoding.UTF8.GetBytes(text), out DateTimeOffset time));
        Assert.Equal(expected, CanonicalTime.Format(time));
        Assert.True(CanonicalTime.TryParse(Encoding.UTF8.GetBytes(text), out long unixMs, out int offsetMinutes));
        Assert.Equal(time.ToUnixTimeMilliseconds(), unixMs);
        Assert.Equal(time.TotalOffsetMinutes, offsetMinutes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-22")]
    [InlineData("2026-11-22T14:03:00")]
    [InlineData("2026-11-22 14:03:00+09:00")]
    [InlineData("2026-11-22T14:03+09:00")]
    [InlineData("2026-11-22T14:03:00+0900")]
    [InlineData("2026-11-22T14:03:00+09")]
    [InlineData("2026-11-22T14:03:00+14:01")]
    [InlineData("2026-11-22T14:03:00+09:60")]
    [InlineData("2026-11-22T14:03:00.+09:00")]
    [InlineData("2026-11-22T14:03:00,5+09:00")]
    [InlineData("2026-11-22T14:03:00+09:00 ")]
    [InlineData("2026-11-22T24:00:00+09:00")]
    [InlineData("2026-11-22T14:60:00+09:00")]
    // A leap second; the source's 1990-12-31T23:59:60Z is lawful there and refused here.
    [InlineData("1990-12-31T23:59:60Z")]
    [InlineData("2026-11-31T14:03:00+09:00")]
    [InlineData("2026-02-29T14:03:00+09:00")]
    [InlineData("1900-02-29T14:03:00+09:00")]
    [InlineData("2026-00-10T14:03:00+09:00")]
    [InlineData("0000-01-10T14:03:00+09:00")]
    [InlineData("2026-1-022T14:03:00+09:00")]
    [InlineData("+026-11-22T14:03:00+09:00")]
    [InlineData("2026-11-22T-4:03:00+09:00")]
    [InlineData("２026-11-22T14:03:00+09:00")]
    public void What_is_no_time_is_refused(string text) =>
        Assert.False(CanonicalTime.TryParse(Encoding.UTF8.GetBytes(text), out DateTimeOffset _));

    [Fact]
    public void Times_whose_utc_lies_outside_the_calendar_are_refused_and_do_not_throw()
    {
        Assert.False(CanonicalTime.TryParse("0001-01-01T00:00:00+14:00"u8, out DateTimeOffset _));
        Assert.False(CanonicalTime.TryParse("9999-12-31T23:59:59-14:00"u8, out DateTimeOffset _));
    }

    [Fact]
    public void Every_time_survives_writing_and_reading()
    {
        const int Seed = 20261122;
        var random = new Random(Seed);
        for (int i = 0; i < 20_000; i++)
        {
            long ms = random.NextInt64(-60_000_000_000_000, 250_000_000_000_000);
            var offset = TimeSpan.FromMinutes(random.Next(-840, 841));
            DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(ms).ToOffset(offset);
            string text = CanonicalTime.Format(time);
            Assert.True(CanonicalTime.TryParse(Encoding.UTF8.GetBytes(text), out DateTimeOffset read), $"seed {Seed}: {text}");
            Assert.True(time.EqualsExact(read), $"seed {Seed}: {text}");
        }
    }
}
