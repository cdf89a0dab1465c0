using System.Net;
using System.Text;
using Inventory.EndToEnd.Pages;
using Xunit;

namespace Inventory.EndToEnd.Server;

/// <summary>One delivery that changes the masks of every location of the demo registry: a message as large as any.</summary>
internal sealed class NationPush
{
    public const string Key = "demo-ministry";
    private readonly (string Location, string Participant)[] _locations;
    private readonly string[] _items;
    private int _round;

    public NationPush()
    {
        _locations =
        [
            .. File.ReadLines(Path.Combine(PageServer.Root, "infra", "registry", "locations.csv")).Skip(1)
                .Select(x => x.Split(',')).Where(x => x.Length > 4 && x[3] != "tw-nhi").Select(x => (x[0], x[3])),
        ];
        // One item of each category, by its own number: any unit will do, for the smallest pack is itself.
        _items =
        [
            .. File.ReadLines(Path.Combine(PageServer.Root, "infra", "registry", "items.csv")).Skip(1)
                .Select(x => x.Split(',')).Where(x => !x[0].Contains(':', StringComparison.Ordinal))
                .GroupBy(x => x[1]).Select(x => x.First()[0]),
        ];
        Assert.True(_locations.Length > 1000, "the demo registry holds the nation");
    }

    /// <summary>Deliveries so far.</summary>
    public int Rounds => _round;

    public async Task PushAsync(ServerProcess server)
    {
        int round = ++_round;
        string asOf = DateTimeOffset.UtcNow.AddHours(-1).AddSeconds(round).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        var body = new StringBuilder();
        foreach ((string location, string participant) in _locations)
        {
            body.Append($$"""{"specVersion":"1.0","snapshotId":"n{{round}}-{{location}}","sender":"{{participant}}",""")
                .Append($"\"location\":\"{location}\",\"asOf\":\"{asOf}\",\"scope\":\"partial\",\"lines\":[")
                .AppendJoin(',', _items.Select(x =>
                    $$"""{"item":"{{x}}","quantity":{{1000 + (round * 7)}},"unit":"PK"}"""))
                .Append("]}\n");
        }

        Answer answer = await server.PushAsync(body.ToString(), Key);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        Assert.Equal(_locations.Length * _items.Length, answer.Lines("accepted"));
    }
}
