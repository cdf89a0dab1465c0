using System.Globalization;
using System.Text;
using Inventory.Model.Identifiers;

namespace Inventory.Tests.Adapters.Fuzz;

/// <summary>Tables of just under 10 MB of which every line is kept.</summary>
internal static class ValidFiles
{
    /// <summary>The feed that they come through: any place, any item, both scopes of one participant.</summary>
    public const string Profile = """
        {
          "id": "large-csv", "participant": "retailer-01", "format": "delimited", "encoding": "utf-8", "delimiter": ",",
          "scope": "full", "completeRun": true, "unknownLocation": "accept",
          "columns": { "location": ["place"], "item": ["item"], "quantity": ["quantity"], "unit": ["unit"], "asOf": ["asOf"] }
        }
        """;

    private const int BytesMax = 9_900_000;

    private const string Head = "place,item,quantity,unit,asOf\r\n";

    /// <summary>Each by its name, with the least number of its lines, and the megabytes of heap in which it is read: an item
    /// that no other line names takes some 300 bytes for itself.</summary>
    public static IReadOnlyDictionary<string, (int Lines, int Megabytes, Func<byte[]> Make)> All { get; } =
        new Dictionary<string, (int, int, Func<byte[]>)>
        {
            ["many lines in few places"] = (200_000, 64, () => Table(i => $"{i / 2_000:D4},{Gtin(i % 500)},{i % 997},EA,2026/11/22 9:05")),
            ["places that take turns"] = (200_000, 64, () => Table(i => $"{i % 500:D4},{Gtin(i / 500)},{i % 997},EA,2026/11/22 9:05")),
            ["a line for each place"] = (200_000, 64, () => Table(i => $"{i:D6},4900000000009,{i % 997},EA,2026/11/22 9:05")),
            ["an item for each line"] = (200_000, 96, () => Table(i => $"0001,{Gtin(i)},{i % 997},EA,2026/11/22 9:05")),
            ["lines of few bytes"] = (800_000, 64, () => Table(i => $"{i / 9_000},A-{i % 10},{i % 7},,")),
        };

    private static byte[] Table(Func<int, string> line)
    {
        var text = new StringBuilder(Head, BytesMax);
        for (int i = 0; ; i++)
        {
            string next = line(i);
            if (text.Length + next.Length + 2 > BytesMax)
                return Encoding.UTF8.GetBytes(text.ToString());
            text.Append(next).Append("\r\n");
        }
    }

    private static string Gtin(int number)
    {
        string payload = "490000" + number.ToString("D6", CultureInfo.InvariantCulture);
        return payload + CheckDigit.Compute(payload).ToString(CultureInfo.InvariantCulture);
    }
}
