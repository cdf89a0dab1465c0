using System.CommandLine;

namespace Inventory.Cli;

/// <summary>The options of every command that speaks to a server.</summary>
internal sealed class ServerOptions
{
    /// <summary>The variable that holds the key, so that it stands neither in the history of the shell nor in the
    /// list of processes.</summary>
    public const string KeyVariable = "INVENTORY_KEY";

    /// <summary>The variable that holds the server's address.</summary>
    public const string ServerVariable = "INVENTORY_SERVER";

    private const string ServerDefault = "http://127.0.0.1:5080";

    /// <summary>Where the server is.</summary>
    public Option<string> Server { get; } = new("--server")
    {
        HelpName = "URL",
        Description = $"The server. サーバーのURL（環境変数 {ServerVariable} も可）",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(ServerVariable) ?? ServerDefault,
    };

    /// <summary>The API key.</summary>
    public Option<string?> Key { get; } = new("--key")
    {
        HelpName = "KEY",
        Description =
            $"API key. APIキー。Better set {KeyVariable}: others on this machine can see a key on the command line. "
            + $"コマンドラインのキーは他の利用者に見えます。環境変数 {KeyVariable} をお使いください。",
    };

    /// <summary>The language of what is shown.</summary>
    public Option<string?> Language { get; } = LanguageOption();

    /// <summary>A fresh language option.</summary>
    public static Option<string?> LanguageOption()
    {
        var option = new Option<string?>("--lang")
        {
            HelpName = "ja|en",
            Description = "Language of messages; both when left out. メッセージの言語（省略時は両方）",
        };
        option.AcceptOnlyFromAmong("ja", "en");
        return option;
    }

    /// <summary>Adds all three to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(Server);
        command.Add(Key);
        command.Add(Language);
    }

    /// <summary>The server's address.</summary>
    /// <exception cref="UsageException">It is not an http address.</exception>
    public Uri ServerOf(ParseResult parsed)
    {
        string text = parsed.GetValue(Server)!;
        if (Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out Uri? server)
            && server.Scheme is "http" or "https")
            return server;
        throw new UsageException($"サーバーのURLではありません: {text}", $"Not an http address: {text}");
    }

    /// <summary>The key; null when there is none.</summary>
    public string? KeyOf(ParseResult parsed)
    {
        string? key = parsed.GetValue(Key) ?? Environment.GetEnvironmentVariable(KeyVariable);
        if (string.IsNullOrEmpty(key))
            return null;
        foreach (char c in key)
        {
            if (c is < '!' or > '~')
                throw new UsageException("キーに使えない文字があります。", "The key holds a character that no key has.");
        }

        return key;
    }

    /// <summary>The key.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public string RequiredKeyOf(ParseResult parsed) => KeyOf(parsed)
        ?? throw new UsageException(
            $"キーがありません。環境変数 {KeyVariable} か --key で指定してください。",
            $"There is no key: set {KeyVariable} or give --key.");

    /// <summary>The terminal that a command speaks to.</summary>
    public Terminal TerminalOf(ParseResult parsed) =>
        new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(Language));

    /// <summary>A client for a server: no proxy surprises with many connections, no time limit of its own.</summary>
    public static HttpClient Client(Uri server, string? key)
    {
        var client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) })
        {
            BaseAddress = server,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }
}
