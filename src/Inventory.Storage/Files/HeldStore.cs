using System.Text.Json;
using System.Text.Json.Serialization;

namespace Inventory.Storage.Files;

/// <summary>
/// Deliveries that wait for a person: the bytes as sent, and beside them what is known of them. The description is
/// written last and goes last, so that a description always has what it describes; bytes without one are what a crash
/// left and go at the next start. Not thread safe, but for two different ids.
/// </summary>
public sealed class HeldStore
{
    private const string BytesSuffix = ".bytes";
    private const string DescriptionSuffix = ".json";

    private readonly string _folder;

    /// <summary>A store in this folder, which is created.</summary>
    /// <exception cref="StorageException">The folder cannot be created.</exception>
    public HeldStore(string folder)
    {
        _folder = folder;
        try
        {
            FolderLock.CreatePrivate(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The folder {folder} cannot be created: {e.Message}", e);
        }
    }

    /// <summary>What is there after a start; everything incomplete is taken away.</summary>
    public IReadOnlyList<HeldDelivery> ReadAll()
    {
        var found = new List<HeldDelivery>();
        foreach (string path in Directory.EnumerateFiles(_folder).Order(StringComparer.Ordinal).ToList())
        {
            if (!path.EndsWith(DescriptionSuffix, StringComparison.Ordinal))
            {
                string description = Path.ChangeExtension(path, DescriptionSuffix);
                if (!path.EndsWith(BytesSuffix, StringComparison.Ordinal) || !File.Exists(description))
                    DurableFile.TryDelete(path);
            }
            else if (Read(path) is { } held)
            {
                found.Add(held);
            }
        }

        return found;
    }

    /// <summary>Keeps a delivery; durable when it returns.</summary>
    /// <exception cref="StorageException">It cannot be kept.</exception>
    public async Task KeepAsync(HeldDelivery held, Stream bytes, CancellationToken cancellation)
    {
        await DurableFile.CopyAsync(BytesPath(held.Id), bytes, cancellation);
        Describe(held);
    }

    /// <summary>Replaces the description.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void Describe(HeldDelivery held) => DurableFile.Write(
        DescriptionPath(held.Id), JsonSerializer.SerializeToUtf8Bytes(held, HeldJsonContext.Default.HeldDelivery));

    /// <summary>The bytes of a delivery.</summary>
    /// <exception cref="StorageException">They cannot be read.</exception>
    public Stream Open(string id)
    {
        try
        {
            return File.OpenRead(BytesPath(id));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The held delivery {id} cannot be read: {e.Message}", isTransient: true, e);
        }
    }

    /// <summary>Takes the bytes away and keeps the description.</summary>
    public void DropBytes(string id) => DurableFile.TryDelete(BytesPath(id));

    /// <summary>Takes a delivery away.</summary>
    public void Drop(string id)
    {
        DurableFile.TryDelete(BytesPath(id));
        DurableFile.TryDelete(DescriptionPath(id));
    }

    private HeldDelivery? Read(string path)
    {
        string id = Path.GetFileNameWithoutExtension(path);
        try
        {
            HeldDelivery? held = JsonSerializer.Deserialize(
                File.ReadAllBytes(path), HeldJsonContext.Default.HeldDelivery);
            if (held is not null && held.Id == id)
                return held;
        }
        catch (JsonException)
        {
            // Not ours, or written by another version: nobody could confirm it.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It may be readable at the next start.
            return null;
        }

        Drop(id);
        return null;
    }

    private string BytesPath(string id) => Path.Combine(_folder, id + BytesSuffix);

    private string DescriptionPath(string id) => Path.Combine(_folder, id + DescriptionSuffix);
}

/// <summary>A delivery that waits for a person.</summary>
public sealed record HeldDelivery
{
    /// <summary>Its id, made here: nobody can guess it from another.</summary>
    public required string Id { get; init; }

    /// <summary>The feed it was sent to.</summary>
    public required string Feed { get; init; }

    /// <summary>The feed's owner when it was sent, who may confirm it.</summary>
    public required string Participant { get; init; }

    /// <summary>Why it waits: the guard's or the finding's name.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was received; the as-of of last resort, also after it was confirmed.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>From then on it is gone.</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>The sender's file name; null when none was given.</summary>
    public string? FileName { get; init; }

    /// <summary>The as-of stated beside the file; null when none was.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Size of the file.</summary>
    public long Bytes { get; init; }

    /// <summary>Hash of the file: the same file again waits only once.</summary>
    public string Sha256 { get; init; } = string.Empty;

    /// <summary>The receipt it got when it was confirmed; null while it waits.</summary>
    public string? Receipt { get; init; }
}

/// <summary>The generated reader and writer of descriptions.</summary>
[JsonSerializable(typeof(HeldDelivery))]
internal sealed partial class HeldJsonContext : JsonSerializerContext;
