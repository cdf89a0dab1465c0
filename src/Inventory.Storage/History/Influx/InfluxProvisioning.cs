namespace Inventory.Storage.History.Influx;

/// <summary>
/// What differs between the versions, and is asked once: 1.x wants its database created; 2.x wants a bucket mapped to
/// the database's name, which its operator makes; 3.x makes the database with the first write.
/// </summary>
internal sealed class InfluxProvisioning(InfluxClient client, string database)
{
    private bool isDone;

    /// <summary>The version it found; null before, or when the server names none.</summary>
    public string? Version { get; private set; }

    /// <summary>True where old points are removed by statements; 3.x keeps time by a setting of the database.</summary>
    public bool CanDelete => Version is null || !Version.TrimStart('v').StartsWith('3');

    /// <summary>Asks again before the next write, for the database was not there.</summary>
    public void Forget() => isDone = false;

    /// <summary>Makes the database where that is ours to do.</summary>
    /// <exception cref="StorageException">The server cannot be reached.</exception>
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        if (isDone)
            return;
        Version = await client.VersionAsync(cancellation);
        if (Version is null || Version.TrimStart('v').StartsWith('1'))
        {
            string name = database.Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal);
            try
            {
                await client.QueryAsync($"CREATE DATABASE \"{name}\"", [], cancellation);
            }
            catch (StorageException e) when (!e.IsTransient)
            {
                // A user that may write but not create: the database is there, or the write says that it is not.
            }
        }

        isDone = true;
    }
}
