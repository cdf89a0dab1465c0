using System.IO.Compression;

namespace Inventory.Tests.Adapters.Spreadsheets;

/// <summary>Takes parts out of an archive and puts others in.</summary>
internal static class ZipText
{
    public static string Read(byte[] archive, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    public static byte[] With(byte[] archive, string name, byte[] part)
    {
        using var bytes = new MemoryStream();
        bytes.Write(archive);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(name)?.Delete();
            using Stream entry = zip.CreateEntry(name).Open();
            entry.Write(part);
        }

        return bytes.ToArray();
    }
}
