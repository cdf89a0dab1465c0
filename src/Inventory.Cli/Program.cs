using System.Text;

namespace Inventory.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        // Receipts carry Japanese text whatever the terminal's legacy code page is.
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return await CommandLine.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
    }
}
