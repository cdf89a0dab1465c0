using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Inventory.Model.Registry.Files;

/// <summary>The bytes of a registry's files, read once, so that what is hashed is what is parsed.</summary>
internal sealed class RegistryFolder
{
    /// <summary>A nation's locations are some 20 MB; more than this is a wrong file.</summary>
    public const long FileBytesMax = 256L * 1024 * 1024;

    /// <summary>One feed per participant and source; the largest trial thought of has some hundreds.</summary>
    public const int FeedsMax = 10_000;

    private static readonly string[] Required = ["registry.json", "categories.json", "items.csv", "packs.csv", "participants.csv", "locations.csv"];

    private static readonly string[] Optional = ["keys.json", "alert-rules.json"];

    private readonly Dictionary<string, byte[]> _files = [];

    /// <summary>SHA-256 over names and contents in a fixed order, 64 hexadecimal digits.</summary>
    public string Version { get; private set; } = string.Empty;

    /// <summary>Names of the feed profiles, sorted, relative to the folder.</summary>
    public IReadOnlyList<string> Feeds { get; private set; } = [];

    /// <summary>All files the registry is made of, sorted, relative to the folder and with slashes; missing ones are left out.</summary>
    public static List<string> Names(string directory)
    {
        var names = new List<string>();
        foreach (string name in Required.Concat(Optional))
        {
            if (File.Exists(Path.Combine(directory, name)))
                names.Add(name);
        }

        string feeds = Path.Combine(directory, "feeds");
        if (Directory.Exists(feeds))
            names.AddRange(Directory.EnumerateFiles(feeds, "*.json").Select(x => "feeds/" + Path.GetFileName(x)));
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <summary>Reads all files; what cannot be read is an error.</summary>
    public static RegistryFolder Read(string directory, RegistryErrors errors)
    {
        var folder = new RegistryFolder();
        if (!Directory.Exists(directory))
        {
            errors.Add(directory, 0, "the registry's folder does not exist");
            return folder;
        }

        List<string> names = Names(directory);
        foreach (string name in Required.Except(names))
            errors.Add(name, 0, "the file is missing");
        folder.Feeds = [.. names.Where(x => x.StartsWith("feeds/", StringComparison.Ordinal))];
        if (folder.Feeds.Count > FeedsMax)
            errors.Add("feeds", 0, $"more than {FeedsMax} feed profiles");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string name in names)
            folder.ReadFile(directory, name, hash, errors);
        folder.Version = Convert.ToHexStringLower(hash.GetHashAndReset());
        return folder;
    }

    /// <summary>A file's bytes; null when it was not there or could not be read.</summary>
    public byte[]? Bytes(string name) => _files.GetValueOrDefault(name);

    private void ReadFile(string directory, string name, IncrementalHash hash, RegistryErrors errors)
    {
        try
        {
            string path = Path.Combine(directory, name);
            if (new FileInfo(path).Length > FileBytesMax)
            {
                errors.Add(name, 0, $"the file is larger than {FileBytesMax} bytes");
                return;
            }

            byte[] bytes = File.ReadAllBytes(path);
            _files[name] = bytes;
            // Length prefixes keep two folders apart whose concatenations are equal.
            Span<byte> lengths = stackalloc byte[16];
            byte[] nameBytes = Encoding.UTF8.GetBytes(name);
            BinaryPrimitives.WriteInt64LittleEndian(lengths, nameBytes.Length);
            BinaryPrimitives.WriteInt64LittleEndian(lengths[8..], bytes.Length);
            hash.AppendData(lengths);
            hash.AppendData(nameBytes);
            hash.AppendData(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add(name, 0, "the file cannot be read: " + e.Message);
        }
    }
}
