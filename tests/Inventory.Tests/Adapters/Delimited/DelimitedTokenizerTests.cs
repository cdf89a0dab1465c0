using Inventory.Adapters.Delimited;
using Inventory.Adapters.Tables;
using Xunit;

namespace Inventory.Tests.Adapters.Delimited;

public sealed class DelimitedTokenizerTests
{
    // Rows are written as line:field|field; the file ends decide the rest. Source: RFC 4180 and the traps of FORMATS
    // 7.5.
    [Theory]
    [InlineData("a,b\nc,d\n", "1:a|b 2:c|d")]
    [InlineData("a,b\r\nc,d", "1:a|b 2:c|d")]
    [InlineData("a,b\rc,d\r", "1:a|b 2:c|d")]
    [InlineData("\"a,1\",b\n", "1:a,1|b")]
    [InlineData("\"a\"\"b\",c\n", "1:a\"b|c")]
    [InlineData("\"\",x\n", "1:|x")]
    [InlineData("\"a\r\nb\",c\r\nd,e\r\n", "1:a\r\nb|c 3:d|e")]
    [InlineData("\"a\nb\nc\",d\ne,f\n", "1:a\nb\nc|d 4:e|f")]
    [InlineData("5\" pipe,x\n", "1:5\" pipe|x")]
    [InlineData("\"a\"b,c\n", "1:ab|c")]
    [InlineData("a,,\n,\n", "1:a|| 2:|")]
    [InlineData("a\n\nb\n", "1:a 2: 3:b")]
    [InlineData("", "")]
    public void Rows_and_fields_come_out_whatever_the_pieces(string text, string expected)
    {
        for (int piece = 1; piece <= text.Length + 1; piece++)
        {
            Assert.Equal(expected, Rows(text, piece, ',', '"'));
        }
    }

    [Theory]
    [InlineData(',', '"')]
    [InlineData('\t', '\0')]
    [InlineData('"', '"')]
    public void Rows_that_come_whole_are_those_that_come_character_by_character(char delimiter, char quote)
    {
        const int Seed = 20_261_122;
        // Line ends and quotes are everywhere; the last row is long, so that most rows lie far from the end of the text.
        string[] parts = [delimiter.ToString(), delimiter.ToString(), "\"", "\r\n", "\n", "\r", " ", "1234567", "品名", $"{delimiter}\"a b\"{delimiter}"];
        var random = new Random(Seed);
        for (int turn = 0; turn < 2_000; turn++)
        {
            string text = string.Concat(random.GetItems(parts, 40)) + new string('x', 40);
            string expected = Rows(text, 1, delimiter, quote);
            foreach (int piece in new[] { random.Next(2, 60), text.Length })
                Assert.True(expected == Rows(text, piece, delimiter, quote), $"seed {Seed}, turn {turn}, piece {piece}: {text}");
        }
    }

    [Fact]
    public void An_open_quote_is_told_from_a_row()
    {
        var tokenizer = new DelimitedTokenizer(',', '"', 1);
        ReadOnlySpan<char> input = "a,\"b\nc";
        Assert.Equal(RowEnd.None, tokenizer.Read(ref input));
        Assert.Equal(RowEnd.OpenQuote, tokenizer.Finish());
        Assert.Equal(2, tokenizer.LastLine);
    }

    [Fact]
    public void A_row_of_too_many_columns_is_given_up_at_once()
    {
        var tokenizer = new DelimitedTokenizer(',', '"', 1);
        string text = new(',', 1_000_000);
        ReadOnlySpan<char> input = text;
        RowEnd end = RowEnd.None;
        while (end == RowEnd.None && !input.IsEmpty)
            end = tokenizer.Read(ref input);
        Assert.Equal(RowEnd.TooLong, end);
        Assert.Equal(1_000_000 - TableLimits.ColumnsMax - 1, input.Length);
    }

    [Fact]
    public void A_field_of_too_many_characters_is_given_up()
    {
        var tokenizer = new DelimitedTokenizer(',', '"', 1);
        ReadOnlySpan<char> input = new string('x', DelimitedLimits.FieldCharsMax);
        Assert.Equal(RowEnd.None, tokenizer.Read(ref input));
        input = "x";
        Assert.Equal(RowEnd.TooLong, tokenizer.Read(ref input));
    }

    private static string Rows(string text, int piece, char delimiter, char quote)
    {
        var tokenizer = new DelimitedTokenizer(delimiter, quote, 1);
        var rows = new List<string>();
        for (int i = 0; i < text.Length; i += piece)
        {
            ReadOnlySpan<char> input = text.AsSpan(i, Math.Min(piece, text.Length - i));
            while (!input.IsEmpty)
            {
                if (tokenizer.Read(ref input) == RowEnd.LineEnd)
                    rows.Add(Row(tokenizer));
            }
        }

        if (tokenizer.Finish() == RowEnd.FileEnd)
            rows.Add(Row(tokenizer));
        return string.Join(' ', rows);
    }

    private static string Row(DelimitedTokenizer row) =>
        $"{row.Line}:" + string.Join('|', Enumerable.Range(0, row.Count).Select(i => row.Field(i).ToString()));
}
