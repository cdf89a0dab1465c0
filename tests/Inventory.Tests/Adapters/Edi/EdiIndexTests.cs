using System.Text;
using Inventory.Adapters.Edi;
using Inventory.Adapters.Edifact;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.Tests.Adapters.Edi;

public sealed class EdiIndexTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_123;

    // Component, element, decimal mark, release, reserved, terminator.
    private static readonly string[] ServiceStrings =
        ["UNA:+.? '", "UNA:+.  '", "UNA|\t.? \n", "UNA>*.  ~", "UNA:+.' '", "UNA:+.+ '", "UNA\u001D\u001C.? \r"];

    [Fact]
    public void Elements_of_any_text_are_those_of_a_plain_split()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        for (int i = 0; i < 3_000; i++)
        {
            string head = ServiceStrings[i % ServiceStrings.Length];
            byte[] text = Encoding.ASCII.GetBytes(head + Segments(random, head));
            List<string> whole = Read(text, pieceMax: text.Length);
            Assert.Equal(Read(text, pieceMax: 1), whole);
        }
    }

    [Theory]
    [InlineData(400)]
    [InlineData(5_000)]
    [InlineData(60_000)]
    public void A_segment_of_very_many_elements_has_them_all(int elements)
    {
        var text = new StringBuilder("UNA:+.? 'LIN");
        for (int i = 1; i <= elements / 4; i++)
            text.Append('+').Append(i % 10).Append(":x");
        byte[] bytes = Encoding.ASCII.GetBytes(text.Append("'QTY+1'").Append(' ', 64).ToString());
        var reader = new EdiReader(new EdifactEnvelope());
        ReadOnlySpan<byte> unread = bytes;
        Assert.Equal(EdiRead.Segment, reader.Read(ref unread, isEnd: true, out EdiSegment segment));
        Assert.Equal(elements / 4, segment.Count);
        Assert.Equal($"{elements / 4 % 10}", Encoding.ASCII.GetString(segment.Component(elements / 4, 0)));
        Assert.True(segment.Element((elements / 4) + 1).IsEmpty);
        Assert.Equal(EdiRead.Segment, reader.Read(ref unread, isEnd: true, out segment));
        Assert.Equal("1", Encoding.ASCII.GetString(segment.Element(1)));
        Assert.True(segment.Component(1, 1).IsEmpty);
        Assert.True(segment.Component(2, 0).IsEmpty);
    }

    private static string Segments(Random random, string head)
    {
        string alphabet = head[3..] + head[3..] + "AB1\r\n ";
        var text = new StringBuilder();
        for (int length = random.Next(120); length > 0; length--)
            text.Append(random.Next(3) == 0 ? 'X' : alphabet[random.Next(alphabet.Length)]);
        return text.Append(' ', random.Next(3) * 40).ToString();
    }

    /// <summary>All segments with their elements, each of which is checked; the bytes come in pieces.</summary>
    private static List<string> Read(byte[] text, int pieceMax)
    {
        var reader = new EdiReader(new EdifactEnvelope());
        var read = new List<string>();
        int start = 0;
        int end = Math.Min(pieceMax, text.Length);
        while (true)
        {
            bool isEnd = end == text.Length;
            ReadOnlySpan<byte> unread = text.AsSpan(start, end - start);
            EdiRead answer = reader.Read(ref unread, isEnd, out EdiSegment segment);
            start = end - unread.Length;
            if (answer is EdiRead.Segment or EdiRead.Unterminated)
                read.Add($"{segment.Number} {segment.IsEscaped} {Checked(segment)}");
            else if (answer != EdiRead.NeedMore || isEnd)
                return read;
            if (answer == EdiRead.NeedMore)
                end = Math.Min(end + pieceMax, text.Length);
        }
    }

    private static string Checked(in EdiSegment segment)
    {
        EdiSyntax syntax = segment.Syntax;
        byte release = segment.IsEscaped ? syntax.Release : (byte)0;
        List<byte[]> elements = Split(segment.Body, syntax.Element, release);
        Assert.Equal(elements.Count - 1, segment.Count);
        for (int i = 0; i <= elements.Count; i++)
        {
            byte[] element = i < elements.Count ? elements[i] : [];
            Assert.Equal(element, segment.Element(i).ToArray());
            List<byte[]> components = Split(element, syntax.Component, release);
            for (int j = 0; j <= components.Count; j++)
                Assert.Equal(j < components.Count ? components[j] : [], segment.Component(i, j).ToArray());
        }

        return Convert.ToHexString(segment.Body);
    }

    private static List<byte[]> Split(ReadOnlySpan<byte> text, byte separator, byte release)
    {
        var parts = new List<byte[]>();
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (release != 0 && text[i] == release)
            {
                i++;
            }
            else if (text[i] == separator)
            {
                parts.Add(text[start..i].ToArray());
                start = i + 1;
            }
        }

        parts.Add(text[start..].ToArray());
        return parts;
    }
}
