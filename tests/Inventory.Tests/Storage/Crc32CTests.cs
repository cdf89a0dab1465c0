using Inventory.Storage;
using Xunit;

namespace Inventory.Tests.Storage;

public sealed class Crc32CTests
{
    [Fact]
    public void The_check_values_of_RFC_3720_appendix_B4_come_out()
    {
        Assert.Equal(0x8a9136aau, Crc32C.Of(new byte[32]));
        Assert.Equal(0x62a8ab43u, Crc32C.Of([.. Enumerable.Repeat((byte)0xff, 32)]));
        Assert.Equal(0x46dd794eu, Crc32C.Of([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
        Assert.Equal(0xe3069283u, Crc32C.Of("123456789"u8));
    }

    [Fact]
    public void Parts_give_the_checksum_of_the_whole()
    {
        byte[] data = [.. Enumerable.Range(0, 100).Select(i => (byte)((i * 7) & 0xff))];
        for (int cut = 0; cut <= data.Length; cut++)
        {
            uint crc = Crc32C.Update(Crc32C.Update(Crc32C.Start, data.AsSpan(0, cut)), data.AsSpan(cut));
            Assert.Equal(Crc32C.Of(data), Crc32C.Finish(crc));
        }
    }
}
