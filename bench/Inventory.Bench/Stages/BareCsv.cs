using CsvHelper;

namespace Inventory.Bench.Stages;

/// <summary>What a CSV library does when nothing is asked of it but the fields as strings.</summary>
internal static class BareCsv
{
    /// <summary>Reads all fields of a UTF-8 file as strings; how many there were.</summary>
    public static long CountFields(byte[] file)
    {
        using CsvReader reader = CsvReader.Create(file, new CsvReaderOptions { Separator = ',', HasHeader = false });
        long fields = 0;
        while (reader.Read())
        {
            for (int i = 0; i < reader.FieldCount; i++)
                fields += reader.GetString(i) is null ? 0 : 1;
        }

        return fields;
    }
}
