using System.Text;

namespace Inventory.Tests.Cli;

/// <summary>A folder of its own for a test, removed at its end.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("inventory-cli-").FullName;

    public string Write(string name, string text, Encoding? encoding = null)
    {
        string path = Path.Combine(Root, name);
        File.WriteAllText(path, text, encoding ?? new UTF8Encoding(false));
        return path;
    }

    public string At(string name) => Path.Combine(Root, name);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
