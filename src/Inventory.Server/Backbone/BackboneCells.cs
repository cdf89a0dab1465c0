using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Inventory.Engine;
using Inventory.Engine.Quality;
using Inventory.Model.Identifiers;
using Inventory.Model.Snapshots;
using Inventory.Server.Core;
using Inventory.Server.Options;
using Inventory.Storage.Kafka;
using Microsoft.Net.Http.Headers;

namespace Inventory.Server.Backbone;

/// <summary>
/// Cells asked of whoever holds their partition: this process's own core without a detour, another one over HTTP with
/// the caller's own key. A partition that cannot answer makes the whole answer fail.
/// </summary>
internal sealed class BackboneCells(
    BackboneLink link, BackboneOptions options, LevelsFollower follower, IHttpContextAccessor context,
    KafkaCore? core = null) : ICellQueries, IDisposable
{
    // Locations in one question: some hundred bytes each.
    private const int LocationsMax = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // The cores are neighbours: no proxy stands between, and a core that moved is looked up again.
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Patience,
    };

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CellFact>> LocationAsync(LocationId location) =>
        await CellsOfAsync(PartitionOf(location), [location.Value]);

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<CellFact>> PagesAsync(ParticipantId? participant, int pageCells)
    {
        int partitions = Partitions();
        // Everybody is asked for a sign of life first: an answer must not end in its middle for want of an owner.
        for (int partition = 0; partition < partitions; partition++)
            await PageAsync(partition, participant, 0, 1);
        for (int partition = 0; partition < partitions; partition++)
        {
            int skip = 0;
            while (true)
            {
                IReadOnlyList<CellFact> page = await PageAsync(partition, participant, skip, pageCells);
                if (page.Count > 0)
                    yield return page;
                if (page.Count < pageCells)
                    break;
                skip += page.Count;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<long> CountAsync(IReadOnlyList<LocationId> locations)
    {
        long count = 0;
        foreach (IGrouping<int, LocationId> group in locations.GroupBy(PartitionOf))
        {
            foreach (LocationId[] chunk in group.Chunk(LocationsMax))
            {
                string[] ids = [.. chunk.Select(x => x.Value)];
                count += core is not null && IsOwn(group.Key)
                    ? await core.RunAsync(group.Key, engine => PartitionCells.Count(engine, ids))
                    : await PostAsync<long>(group.Key, "count", ids);
            }
        }

        return count;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LineChange>> CompareAsync(IReadOnlyList<StockSnapshot> snapshots)
    {
        var comparison = new DeliveryComparison(snapshots);
        var known = new Dictionary<(string Location, string Item, StockStatus Status), long>();
        foreach (IGrouping<int, LocationId> group in comparison.Sample().Select(x => x.Location).GroupBy(PartitionOf))
        {
            foreach (LocationId[] chunk in group.Distinct().Chunk(LocationsMax))
            {
                foreach (CellFact cell in await CellsOfAsync(group.Key, [.. chunk.Select(x => x.Value)]))
                {
                    if (cell.Quantity is { } quantity)
                        known[(cell.Location, cell.Item, cell.Status)] = quantity;
                }
            }
        }

        return comparison.Gather((location, item, status) =>
            known.TryGetValue((location.Value, item, status), out long quantity) ? quantity : null).Changes;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private int Partitions() => link.Partitions.IsCompletedSuccessfully
        ? link.Partitions.Result : throw new CoreUnavailableException("the brokers were not reached yet");

    private int PartitionOf(LocationId location) => KafkaPartitioner.PartitionOf(location.Value, Partitions());

    private bool IsOwn(int partition) => follower.Owner(partition).Instance == options.Instance;

    private Task<IReadOnlyList<CellFact>> CellsOfAsync(int partition, string[] locations) =>
        core is not null && IsOwn(partition)
            ? core.RunAsync(partition, engine => PartitionCells.Of(engine, locations))
            : PostAsync<IReadOnlyList<CellFact>>(partition, "cells", locations);

    private async Task<IReadOnlyList<CellFact>> PageAsync(
        int partition, ParticipantId? participant, int skip, int count)
    {
        if (core is not null && IsOwn(partition))
            return await core.RunAsync(partition, engine => engine.Cells(participant, skip, count));
        string owner = participant is { } one ? $"&participant={Uri.EscapeDataString(one.Value)}" : string.Empty;
        using var request = new HttpRequestMessage(
            HttpMethod.Get, Address(partition, $"cells?skip={skip}&count={count}{owner}"));
        return await AskAsync<IReadOnlyList<CellFact>>(partition, request);
    }

    private async Task<T> PostAsync<T>(int partition, string what, string[] locations)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(partition, what))
        {
            Content = JsonContent.Create(locations),
        };
        return await AskAsync<T>(partition, request);
    }

    private Uri Address(int partition, string rest)
    {
        PartitionOwner owner = follower.Owner(partition);
        if (owner.Epoch == 0 || !Uri.TryCreate(owner.Url, UriKind.Absolute, out Uri? url))
            throw new CoreUnavailableException($"partition {partition} has no core that could be asked");
        return new Uri(url, $"{PartitionEndpoints.Root}/{partition}/{rest}");
    }

    /// <summary>The core decides with the caller's own key what the caller may see.</summary>
    private async Task<T> AskAsync<T>(int partition, HttpRequestMessage request)
    {
        string? key = context.HttpContext?.Request.Headers[HeaderNames.Authorization].ToString();
        if (!AuthenticationHeaderValue.TryParse(key, out AuthenticationHeaderValue? header))
            throw new CoreUnavailableException($"partition {partition} is another core's, and there is no key to ask with");
        request.Headers.Authorization = header;
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw new CoreUnavailableException(
                    $"the core of partition {partition} answered {(int)response.StatusCode}");
            }

            T? answer = await response.Content.ReadFromJsonAsync<T>();
            return answer ?? throw new CoreUnavailableException($"the core of partition {partition} answered nothing");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or JsonException)
        {
            throw new CoreUnavailableException($"the core of partition {partition} cannot be reached", e);
        }
    }
}
