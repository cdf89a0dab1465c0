using Inventory.Model.Rejections;
using Spectre.Console;

namespace Inventory.Cli;

/// <summary>Where a command speaks to: results go to <see cref="Out"/>, progress and complaints to
/// <see cref="Error"/>, in one or both languages.</summary>
internal sealed class Terminal
{
    /// <summary>Columns when the output is no screen: a refused line with both messages should stay on few
    /// lines.</summary>
    private const int ColumnsRedirected = 160;

    private readonly string? _language;

    /// <summary>A terminal over two writers.</summary>
    /// <param name="language"><c>ja</c>, <c>en</c>, or null for both.</param>
    public Terminal(TextWriter output, TextWriter error, string? language)
    {
        Out = output;
        Error = error;
        _language = language;
        Screen = Over(output, Console.IsOutputRedirected || output != Console.Out);
        ErrorScreen = Over(error, Console.IsErrorRedirected || error != Console.Error);
    }

    /// <summary>For results.</summary>
    public TextWriter Out { get; }

    /// <summary>For progress and complaints.</summary>
    public TextWriter Error { get; }

    /// <summary>Tables over <see cref="Out"/>.</summary>
    public IAnsiConsole Screen { get; }

    /// <summary>Progress over <see cref="Error"/>.</summary>
    public IAnsiConsole ErrorScreen { get; }

    /// <summary>True when Japanese is shown.</summary>
    public bool ShowsJapanese => _language is not "en";

    /// <summary>True when English is shown.</summary>
    public bool ShowsEnglish => _language is not "ja";

    /// <summary>One text in the chosen language, or both.</summary>
    public string Choose(string ja, string en) => (ShowsJapanese, ShowsEnglish) switch
    {
        (true, false) => ja,
        (false, true) => en,
        _ => $"{ja} / {en}",
    };

    /// <summary>One text in the chosen language, or both.</summary>
    public string Choose(LocalizedText text) => Choose(text.Ja, text.En);

    /// <summary>Writes a result line.</summary>
    public void Say(string ja, string en) => Out.WriteLine(Choose(ja, en));

    /// <summary>Writes a complaint.</summary>
    public void Complain(string ja, string en) => Error.WriteLine(Choose(ja, en));

    private static IAnsiConsole Over(TextWriter writer, bool isRedirected)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (isRedirected)
            console.Profile.Width = ColumnsRedirected;
        return console;
    }
}
