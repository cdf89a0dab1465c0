using System.Net;
using System.Text.Json;
using Xunit;

namespace Inventory.EndToEnd.Server;

/// <summary>What the server answered.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, string? RetryAfter)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Text.Length == 0 ? "null" : Text);
            return document.RootElement.Clone();
        }
    }

    /// <summary>The stable reason of a problem.</summary>
    public string Reason => Json.GetProperty("reason").GetString()!;

    public long Lines(string kind) =>
        Json.GetProperty("lines").TryGetProperty(kind, out JsonElement count) ? count.GetInt64() : 0;

    /// <summary>It must be this status and reason, said in Japanese and in English.</summary>
    public void MustBe(HttpStatusCode status, string reason)
    {
        Assert.True(status == Status, $"expected {(int)status}, found {(int)Status}: {Text}");
        Assert.Equal(reason, Reason);
        JsonElement message = Json.GetProperty("message");
        Assert.Contains(message.GetProperty("ja").GetString()!, c => c > '\u3000');
        Assert.DoesNotContain(message.GetProperty("en").GetString()!, c => c > '\u3000');
        Assert.NotEqual(string.Empty, message.GetProperty("en").GetString());
    }
}
