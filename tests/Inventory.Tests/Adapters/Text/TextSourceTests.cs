using System.Text;
using Inventory.Adapters.Text;
using Inventory.Model.Rejections;
using Xunit;

namespace Inventory.Tests.Adapters.Text;

public sealed class TextSourceTests
{
    private const string Sample = "店舗,商品,在庫\r\n東京①,㈱髙島ﾏｽｸｶﾞｰｾﾞ,1\r\n能登,表示ソ十噂,2\r\n";

    public static TheoryData<string, int, bool> Encodings => new()
    {
        // Name, code page, byte order mark. EUC-JP has no ㈱ and 髙, so its sample differs.
        { "utf-8", 65001, false },
        { "utf-8", 65001, true },
        { "utf-16le", 1200, true },
        { "utf-16le", 1200, false },
        { "utf-16be", 1201, true },
        { "utf-16be", 1201, false },
        { "cp932", 932, false },
        { "euc-jp", 51932, false },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Each_encoding_is_found_and_read_in_pieces_of_any_size(string name, int codePage, bool hasMark)
    {
        string text = codePage == 51932 ? "店舗,商品,在庫\r\n東京,マスクとティッシュ,1\r\n表示能力,ﾏｽｸ,2\r\n" : Sample;
        Encoding encoding = codePage is 932 or 51932 ? TestFeed.CodePage(codePage) : Encoding.GetEncoding(codePage);
        byte[] bytes = [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
        foreach (int piece in new[] { 1, 2, 3, 7, 4096 })
        {
            var source = new TextSource(new TricklingStream(bytes, piece), TextEncoding.Auto);
            Assert.Equal(text, await ReadAllAsync(source, 5 + piece));
            Assert.Null(source.Failure);
            Assert.Equal(name, EncodingNames.Of(source.Encoding));
            Assert.False(source.EndsMidCharacter);
        }
    }

    [Fact]
    public async Task Japanese_behind_a_megabyte_of_ascii_is_still_decided_right()
    {
        string text = new string('a', 1_000_003) + "\n東京ｶﾞ髙①\n";
        var source = new TextSource(new MemoryStream(TestFeed.CodePage(932).GetBytes(text)), TextEncoding.Auto);
        Assert.Equal(text, await ReadAllAsync(source, 8192));
        Assert.Equal(TextEncoding.Cp932, source.Encoding);
    }

    [Theory]
    [InlineData("ﾏｽｸ,ｶﾞｰｾﾞ,ﾊﾞﾝﾄﾞ,ﾃｨｯｼｭ,ﾄｲﾚｯﾄﾍﾟｰﾊﾟｰ,ﾀｵﾙ", 932, "cp932")]
    [InlineData("商品名,在庫数,東京センター,マスク", 51932, "euc-jp")]
    [InlineData("在庫", 51932, "euc-jp")]
    [InlineData("店舗コード,在庫数,のり", 932, "cp932")]
    public async Task Kana_and_kanji_tell_cp932_from_euc_jp(string text, int codePage, string expected)
    {
        var source = new TextSource(new MemoryStream(TestFeed.CodePage(codePage).GetBytes(text)), TextEncoding.Auto);
        Assert.Equal(text, await ReadAllAsync(source, 4096));
        Assert.Equal(expected, EncodingNames.Of(source.Encoding));
    }

    [Theory]
    [InlineData("cp932")]
    [InlineData("Windows-31J")]
    [InlineData("MS932")]
    [InlineData("Shift_JIS")]
    [InlineData("sjis")]
    public async Task All_names_of_cp932_are_known(string name)
    {
        Assert.True(EncodingNames.TryFind(name, out TextEncoding encoding));
        var source = new TextSource(new MemoryStream(TestFeed.CodePage(932).GetBytes("①㈱髙")), encoding);
        Assert.Equal("①㈱髙", await ReadAllAsync(source, 100));
    }

    // CP932: 80, A0, FD..FF begin nothing; 8540 is a pair that stands for nothing; 81 20 has a second byte that
    // cannot be.
    [Theory]
    [InlineData("cp932", "61 80 62", 1)]
    [InlineData("cp932", "61 62 A0 62", 2)]
    [InlineData("cp932", "FD 40", 0)]
    [InlineData("cp932", "82 A0 85 40 61", 2)]
    [InlineData("cp932", "82 A0 81 20 61", 2)]
    [InlineData("utf-8", "E3 81 82 82 A0 61", 3)]
    [InlineData("euc-jp", "A4 A2 82 A0 61 62", 2)]
    [InlineData("utf-16le", "42 30 00 DC 41 00", 2)]
    [InlineData("auto", "E3 81 82 FF 61 62", 3)]
    public async Task What_does_not_fit_is_refused_with_the_byte(string name, string hex, int at)
    {
        Assert.True(EncodingNames.TryFind(name, out TextEncoding encoding));
        byte[] bytes = Convert.FromHexString(hex.Replace(" ", ""));
        var source = new TextSource(new MemoryStream(bytes), encoding);
        await ReadAllAsync(source, 4096);
        Assert.Equal(RejectionReason.EncodingUnreadable, source.Failure?.Reason);
        Assert.StartsWith($"byte {at}: {bytes[at]:X2}", source.Failure?.Value);
    }

    [Theory]
    [InlineData("cp932", "82 A0 82")]
    [InlineData("euc-jp", "A4 A2 A4")]
    [InlineData("utf-8", "E3 81 82 E3 81")]
    [InlineData("utf-16le", "42 30 42")]
    [InlineData("utf-16be", "30 42 D8 00")]
    public async Task A_character_cut_at_the_end_is_told(string name, string hex)
    {
        Assert.True(EncodingNames.TryFind(name, out TextEncoding encoding));
        var source = new TextSource(new MemoryStream(Convert.FromHexString(hex.Replace(" ", ""))), encoding);
        Assert.Equal("あ", await ReadAllAsync(source, 4096));
        Assert.Null(source.Failure);
        Assert.True(source.EndsMidCharacter);
    }

    private static async Task<string> ReadAllAsync(TextSource source, int pieceChars)
    {
        var text = new StringBuilder();
        char[] piece = new char[pieceChars];
        for (int read; (read = await source.ReadAsync(piece, CancellationToken.None)) > 0;)
            text.Append(piece, 0, read);
        return text.ToString();
    }
}
