using System.Text.RegularExpressions;
using Xunit;

namespace Inventory.Tests.Repository;

/// <summary>The tree keeps the shape that <c>src/README.md</c> promises. An exemption is a line here, with its
/// reason.</summary>
public sealed partial class TidyTests
{
    private const int ColumnsMax = 120;

    /// <summary>A line that holds a text may be longer: a text cut for its width is harder to read and to search for.</summary>
    private const int TextColumnsMax = 200;

    /// <summary>So may a row of a table of cases, which is read as a row.</summary>
    private const int TestColumnsMax = 160;
    private const int FileLinesMax = 500;
    private const int FunctionLinesMax = 70;

    /// <summary>Folders whose name says nothing about what lives there.</summary>
    private static readonly string[] Drawers = ["Common", "Shared", "Utils", "Helpers", "Managers", "Services", "Misc"];

    /// <summary>What would make the engine depend on anything but its input.</summary>
    private static readonly string[] BannedInEngine =
    [
        "DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "Stopwatch", "Environment.Tick",
        "TimeProvider", "new Random", "Random.Shared", "Guid.NewGuid", "Task.", "new Thread", "ThreadPool", "Parallel.",
        "File.", "Directory.", "Socket", "HttpClient", "Interlocked", "lock (", "GetHashCode(",
    ];

    private static readonly string[] Sources =
    [
        .. new[] { "src", "tests", "bench" }.SelectMany(folder => RepositoryFiles.Below(folder, ".cs")),
    ];

    [Fact]
    public void Lines_are_short_enough_to_read_side_by_side()
    {
        var wrong = new List<string>();
        foreach (string path in Sources)
        {
            string[] lines = RepositoryFiles.Read(path).Split('\n');
            for (int i = 0; i < lines.Length; i++)
            {
                int max = lines[i].Contains('"', StringComparison.Ordinal) ? TextColumnsMax
                    : path.StartsWith("tests/", StringComparison.Ordinal) ? TestColumnsMax : ColumnsMax;
                if (lines[i].Length > max)
                    wrong.Add($"{path}:{i + 1} has {lines[i].Length} columns");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Files_hold_one_concept()
    {
        List<string> wrong =
        [
            .. Sources.Where(path => RepositoryFiles.Read(path).Count(c => c == '\n') > FileLinesMax),
        ];
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Functions_fit_on_a_screen()
    {
        var wrong = new List<string>();
        foreach (string path in Sources)
        {
            foreach ((string name, int length) in FunctionsOf(RepositoryFiles.Read(path).Split('\n')))
            {
                if (length > FunctionLinesMax)
                    wrong.Add($"{path}: {name.Trim()} has {length} lines");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void No_room_is_a_drawer()
    {
        List<string> wrong =
        [
            .. Sources.Where(path => path.Split('/').Intersect(Drawers, StringComparer.OrdinalIgnoreCase).Any()),
        ];
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void The_engine_sees_no_clock_disk_network_thread_or_chance()
    {
        var wrong = new List<string>();
        foreach (string path in RepositoryFiles.Below("src/Inventory.Engine", ".cs"))
        {
            foreach ((string line, int index) in RepositoryFiles.Read(path).Split('\n').Select((line, i) => (line, i)))
            {
                if (line.TrimStart().StartsWith("//", StringComparison.Ordinal))
                    continue;
                foreach (string banned in BannedInEngine)
                {
                    if (line.Contains(banned, StringComparison.Ordinal))
                        wrong.Add($"{path}:{index + 1} uses {banned}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Nothing_names_a_machine_or_a_package_registry()
    {
        string[] endings = [".cs", ".md", ".json", ".ts", ".css", ".html", ".sh", ".props", ".targets", ".csproj", ".js", ".mjs"];
        var wrong = new List<string>();
        foreach (string path in endings.SelectMany(ending => RepositoryFiles.Below(".", ending)))
        {
            if (MachinePath().IsMatch(RepositoryFiles.Read(path)))
                wrong.Add(path);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void No_work_is_left_as_a_note()
    {
        List<string> wrong =
        [
            .. Sources.Where(path => !path.EndsWith("TidyTests.cs", StringComparison.Ordinal))
                .Where(path => Regex.IsMatch(RepositoryFiles.Read(path), "TODO|FIXME|NotImplementedException")),
        ];
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Name and length of each block whose opening brace stands alone below a line with a parameter
    /// list.</summary>
    private static IEnumerable<(string Name, int Length)> FunctionsOf(string[] lines)
    {
        for (int i = 1; i < lines.Length; i++)
        {
            string line = lines[i].TrimEnd();
            if (line.TrimStart() != "{" || !FunctionHead().IsMatch(lines[i - 1]))
                continue;
            int indent = line.Length - 1;
            if (indent is not (4 or 8))
                continue;
            string closing = new string(' ', indent) + "}";
            int end = Array.FindIndex(lines, i, candidate => candidate.TrimEnd() == closing);
            if (end > 0)
                yield return (lines[i - 1], end - i + 1);
        }
    }

    [GeneratedRegex(@"\)\s*(where .*)?$")]
    private static partial Regex FunctionHead();

    // The pattern is written so that it does not match its own text.
    [GeneratedRegex(@"/wor[k]/|/home/[a-z]|//[a-z.]*(nu[g]et|np[m]js|deb[i]an)\.(org|com)")]
    private static partial Regex MachinePath();
}
