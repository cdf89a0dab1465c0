using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Inventory.Tests.Repository;

namespace Inventory.Tests.Schemas;

/// <summary>
/// Asks ajv, a JSON Schema validator that is not ours, about documents. Its packages are installed once per lock file
/// into the build's folder, from the committed lock file and without running any of their scripts.
/// </summary>
internal static class AjvOracle
{
    private static readonly string[] Files = ["package.json", "package-lock.json", "ajv-verdicts.mjs"];

    private static readonly Lazy<string> Installed = new(Install);

    /// <summary>One verdict per document: <c>valid</c>, or <c>invalid</c> with the first error.</summary>
    public static IReadOnlyList<string> Verdicts(IEnumerable<SchemaExample> documents)
    {
        var input = new StringBuilder();
        foreach (SchemaExample document in documents)
            input.Append(JsonSerializer.Serialize(new[] { document.Schema, document.Text })).Append('\n');
        string program = Path.Combine(Installed.Value, "ajv-verdicts.mjs");
        string output = Run("node", Installed.Value, input.ToString(), program, SchemaFiles.Folder);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Install()
    {
        string source = Path.Combine(RepositoryFiles.Root, "tests", "oracles");
        byte[] content = [.. Files.SelectMany(file => File.ReadAllBytes(Path.Combine(source, file)))];
        string name = Convert.ToHexStringLower(SHA256.HashData(content))[..16];
        string parent = Path.Combine(RepositoryFiles.Root, "artifacts", "oracles");
        string folder = Path.Combine(parent, name);
        if (Directory.Exists(folder))
            return folder;
        // Installed aside and moved into place, so that a broken or parallel installation is never used.
        string aside = Path.Combine(parent, $"{name}.{Environment.ProcessId}");
        Directory.CreateDirectory(aside);
        foreach (string file in Files)
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

    private static string Run(string program, string folder, string input, params string[] arguments)
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
}
