using System.Text;
using System.Text.Json;
using Xunit;

namespace Inventory.EndToEnd.Server;

/// <summary>The drop folder as a firm's night job meets it: files of its own making, a power cut in between.</summary>
public sealed class DropFolderTests
{
    [Fact]
    public async Task A_file_in_the_folder_becomes_stock_and_its_receipt_stands_beside_it_also_after_a_power_cut()
    {
        string drop = Directory.CreateTempSubdirectory("inventory-drop-").FullName;
        string feed = Path.Combine(drop, "a-csv");
        Directory.CreateDirectory(feed);
        string registry = ShopRegistry.Create();
        string data = Directory.CreateTempSubdirectory("inventory-drop-data-").FullName;
        var setup = new ServerSetup { Data = data, Registry = registry, Arguments = ["--drop", drop] };
        await using (ServerProcess server = await ServerProcess.StartAsync(setup))
        {
            await File.WriteAllTextAsync(Path.Combine(feed, "在庫.csv"), Csv(5, 30));
            JsonElement receipt = await ReceiptAsync(Path.Combine(feed, "done"), "在庫.csv");
            Assert.Equal(1, receipt.GetProperty("lines").GetProperty("accepted").GetInt32());
            Assert.Equal(30, await NationalAsync(server));
            // Written while the server is there, killed at once: it is finished by the next one, once.
            await File.WriteAllTextAsync(Path.Combine(feed, "next.csv"), Csv(1, 44));
            await server.KillAsync();
        }

        await using ServerProcess again = await ServerProcess.StartAsync(setup);
        await ReceiptAsync(Path.Combine(feed, "done"), "next.csv");
        Assert.Equal(44, await NationalAsync(again));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(feed, "done"), "*.csv").Length);
    }

    private static string Csv(int minutesAgo, int quantity) =>
        $"shop,JAN,qty,asOf\n001,{ShopRegistry.Item},{quantity},{ShopRegistry.Ago(minutesAgo)}\n";

    private static async Task<JsonElement> ReceiptAsync(string folder, string name)
    {
        for (int i = 0; i < 300; i++)
        {
            string? path = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.receipt.json")
                .FirstOrDefault(x => Path.GetFileName(x).StartsWith(Path.GetFileNameWithoutExtension(name), StringComparison.Ordinal)) : null;
            if (path is not null)
                return JsonDocument.Parse(await File.ReadAllTextAsync(path, Encoding.UTF8)).RootElement.Clone();
            await Task.Delay(100);
        }

        throw new InvalidOperationException($"no receipt of {name} within half a minute");
    }

    private static async Task<long> NationalAsync(ServerProcess server)
    {
        long last = -1;
        for (int i = 0; i < 50; i++)
        {
            Answer answer = await server.GetAsync("/v1/levels", ShopRegistry.Ministry);
            JsonElement levels = answer.Json.GetProperty("levels");
            long now = levels.GetArrayLength() == 0 ? -1 : levels[0].GetProperty("quantity").GetInt64();
            if (now >= 0 && now == last)
                return now;
            last = now;
            await Task.Delay(300);
        }

        return last;
    }
}
