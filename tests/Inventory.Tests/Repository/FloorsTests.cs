using System.Xml.Linq;
using Xunit;

namespace Inventory.Tests.Repository;

/// <summary>References point only down, and rooms of one floor never see each other. The compiler forbids cycles
/// only.</summary>
public sealed class FloorsTests
{
    private static readonly Dictionary<string, int> Floors = new()
    {
        ["Inventory.Model"] = 0,
        ["Inventory.Adapters"] = 1,
        ["Inventory.Storage"] = 1,
        ["Inventory.Engine"] = 1,
        ["Inventory.Server"] = 2,
        ["Inventory.Cli"] = 2,
    };

    [Fact]
    public void Every_project_in_src_has_a_floor()
    {
        string[] projects = [.. RepositoryFiles.Below("src", ".csproj").Select(NameOf)];
        Assert.Equal(Floors.Keys.Order(StringComparer.Ordinal), projects.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void References_point_only_to_a_lower_floor()
    {
        var wrong = new List<string>();
        foreach (string project in RepositoryFiles.Below("src", ".csproj"))
        {
            foreach (string target in ReferencesOf(project))
            {
                if (Floors[target] >= Floors[NameOf(project)])
                    wrong.Add($"{NameOf(project)} sees {target}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void No_source_project_sees_tests_or_benchmarks()
    {
        foreach (string project in RepositoryFiles.Below("src", ".csproj"))
            Assert.All(ReferencesOf(project), target => Assert.Contains(target, Floors.Keys));
    }

    [Fact]
    public void Only_storage_knows_a_database()
    {
        string[] knowing =
        [
            .. RepositoryFiles.Below("src", ".csproj")
                .Where(path => RepositoryFiles.Read(path).Contains("Sqlite", StringComparison.OrdinalIgnoreCase))
                .Select(NameOf),
        ];
        Assert.Equal(["Inventory.Storage"], knowing);
    }

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);

    private static IEnumerable<string> ReferencesOf(string project) =>
        XDocument.Parse(RepositoryFiles.Read(project)).Descendants("ProjectReference")
            .Select(reference => NameOf(reference.Attribute("Include")!.Value.Replace('\\', '/')));
}
