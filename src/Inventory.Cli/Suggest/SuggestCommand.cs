using System.CommandLine;
using Inventory.Adapters.Suggesting;
using Inventory.Cli.Check;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;
using Inventory.Model.Units;

namespace Inventory.Cli.Suggest;

/// <summary>The arguments of <c>suggest</c>.</summary>
internal static class SuggestCommand
{
    private const string Description =
        "Proposes a feed profile for an unknown CSV or Excel file, with its reasons, and asks for what the file does not tell. "
        + "Exit 0 when nothing is left to ask, 1 when doubts or blanks remain, 2 when unreadable. "
        + "未知のCSV・Excelファイルの読み方（フィード定義）を理由とともに提案し、ファイルから分からないことは質問します。"
        + "終了コード: 0 質問なし、1 要確認、2 読み取り不可。";

    /// <summary>Shown below the options of its help.</summary>
    public const string Examples =
        "  inventory suggest zaiko.csv\n"
        + "  inventory suggest --participant retailer-01 --location 0001 --unit EA --scope full --out my-feed.json zaiko.csv";

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<string?> participant = Text("--participant", "ID", "Whose file it is. 参加者ID");
        Option<string?> registry = Text("--registry", "DIR", "The registry's folder, by which codes are recognised. レジストリのフォルダー");
        Option<string?> output = Text("--out", "FILE", "Where the profile is written; standard output when left out. 提案の書き出し先");
        Option<string?> id = Text("--id", "ID", "The feed's id. フィードID");
        Option<string?> location = Text("--location", "CODE", "The one place of a file that names none. 場所コード（ファイルにないとき）");
        Option<string?> unit = Text("--unit", "UNIT", "The unit of a file that names none. 単位（ファイルにないとき）");
        Option<string?> scope = Text("--scope", "full|partial", "Whether each file lists all items. 全品目が載るか");
        scope.AcceptOnlyFromAmong("full", "partial");
        Option<string?> zone = Text("--time-zone", "OFFSET", "Offset of times without one, such as +09:00. 時差");
        var json = new Option<bool>("--json") { Description = "All as one JSON document. 全体をJSONで出力" };
        Option<string?> language = ServerOptions.LanguageOption();
        language.Aliases.Add("--language");
        var file = new Argument<string>("file") { Description = "The file. 対象のファイル" };
        var command = new Command("suggest", Description)
        {
            participant, registry, output, id, location, unit, scope, zone, json, language, file,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var terminal = new Terminal(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(language));
            string path = parsed.GetValue(file)!;
            StockRegistry known = RegistryOf(parsed.GetValue(registry));
            var hints = new SuggestionHints
            {
                FileName = Path.GetFileName(path),
                DeliveredAt = TimeProvider.System.GetUtcNow(),
                Participant = ParticipantOf(parsed.GetValue(participant)),
                Registry = known,
                FeedId = IdOf(parsed.GetValue(id)),
                Location = parsed.GetValue(location),
                Unit = UnitOf(parsed.GetValue(unit)),
                Scope = WireNames.TryParse(parsed.GetValue(scope), out SnapshotScope stated) ? stated : null,
                TimeZone = ZoneOf(parsed.GetValue(zone)),
            };
            var run = new SuggestRun(terminal, known, hints, parsed.GetValue(json));
            return await run.RunAsync(path, parsed.GetValue(output), cancellation);
        });
        return command;
    }

    private static Option<string?> Text(string name, string help, string description) =>
        new(name) { HelpName = help, Description = description };

    /// <summary>A file may be judged before there is any registry.</summary>
    private static StockRegistry RegistryOf(string? folder)
    {
        try
        {
            return CheckSource.LoadRegistry(folder);
        }
        catch (UsageException) when (folder is null)
        {
            return new StockRegistry(new RegistryFacts { Version = "none" });
        }
    }

    private static ParticipantId? ParticipantOf(string? text)
    {
        if (text is null)
            return null;
        return ParticipantId.TryParse(text, out ParticipantId id) ? id : throw new UsageException(
            $"参加者IDではありません: {text}", $"Not a participant's id: {text}");
    }

    private static string? IdOf(string? text)
    {
        bool isName = text is null || (text.Length is > 0 and <= 64
            && text.All(x => char.IsAsciiLetterLower(x) || char.IsAsciiDigit(x) || x == '-') && text[0] != '-' && text[^1] != '-');
        return isName ? text : throw new UsageException(
            $"フィードIDは英小文字・数字・ハイフンで64文字までです: {text}",
            $"A feed's id is 1 to 64 lower-case letters, digits and hyphens: {text}");
    }

    private static string? UnitOf(string? text)
    {
        if (text is null || UnitTable.TryNormalize(text, out _))
            return text;
        throw new UsageException($"単位として知られていません: {text}", $"Not a known unit: {text}");
    }

    private static string? ZoneOf(string? text)
    {
        bool isZone = text is null || (text.Length == 6 && CanonicalTime.TryParse(
            System.Text.Encoding.UTF8.GetBytes("2020-01-01T00:00:00" + text), out DateTimeOffset _));
        return isZone ? text : throw new UsageException(
            $"時差として読めません（例 +09:00）: {text}", $"Not an offset such as +09:00: {text}");
    }
}
