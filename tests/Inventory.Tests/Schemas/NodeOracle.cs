using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Inventory.Tests.Repository;

namespace Inventory.Tests.Schemas;

/// <summary>
/// A program of another author that judges ours: its packages are installed once per lock file into the build's folder,
/// from the committed lock file and without running any of their scripts.
/// </summary>
internal sealed class NodeOracle(string room, string program)
{
    private readonly Lazy<string> _installed = new(() => Install(room, program));

    /// <summary>What the program prints, line by line.</summary>
    public string[] Ask(string input, params string[] arguments)
    {
        string script = Path.Combine(_installed.Value, program);
        string output = Run("node", _installed.Value, input, [script, .. arguments]);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Runs a program to its end; what it prints. An exit code other than 0 fails.</summary>
    public static string Run(string program, string folder, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.Result}{output.Result}");
        return output.Result;
    }

    private static string Install(string room, string program)
    {
        string[] files = ["package.json", "package-lock.json", program];
        string source = Path.Combine(RepositoryFiles.Root, "tests", room);
        byte[] content = [.. files.SelectMany(file => File.ReadAllBytes(Path.Combine(source, file)))];
        string name = Convert.ToHexStringLower(SHA256.HashData(content))[..16];
        string parent = Path.Combine(RepositoryFiles.Root, "artifacts", room);
        string folder = Path.Combine(parent, name);
        if (Directory.Exists(folder))
            return folder;
        // Installed aside and moved into place, so that a broken or parallel installation is never used.
        string aside = Path.Combine(parent, $"{name}.{Environment.ProcessId}");
        Directory.CreateDirectory(aside);
        foreach (string file in files)
            File.Copy(Path.Combine(source, file), Path.Combine(aside, file), overwrite: true);
        Run("npm", aside, string.Empty, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        try
        {
            Directory.Move(aside, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(aside, recursive: true);
        }

        return folder;
    }
}
