using Inventory.Server.Options;
using Inventory.Storage;
using Inventory.Storage.Kafka;

namespace Inventory.Server.Backbone;

/// <summary>
/// The first contact with the brokers: tries until they answer and the topics are there. Until then the process lives,
/// says what it waits for, and is not ready.
/// </summary>
internal sealed partial class BackboneLink(BackboneOptions options, ILogger<BackboneLink> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource<int> _partitions =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile string? _problem = "the brokers were not reached yet";

    /// <summary>How many partitions the log has; completes when the topics are there.</summary>
    public Task<int> Partitions => _partitions.Task;

    /// <summary>What it waits for; null when the topics are there.</summary>
    public string? Problem => _problem;

    /// <summary>Waits on a thread of its own; a wait that was called off is the end of the process.</summary>
    /// <exception cref="OperationCanceledException">The process stops.</exception>
    public static T WaitFor<T>(Task<T> task, CancellationToken stop)
    {
        WaitFor((Task)task, stop);
        return task.Result;
    }

    /// <summary>The same for what has no result.</summary>
    /// <exception cref="OperationCanceledException">The process stops.</exception>
    public static void WaitFor(Task task, CancellationToken stop)
    {
        try
        {
            task.Wait(stop);
        }
        catch (AggregateException) when (task.IsCanceled)
        {
            throw new OperationCanceledException(stop);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first contact may block for seconds; the host goes on meanwhile.
        await Task.Yield();
        using var admin = new KafkaTopicAdmin(options.Kafka);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                if (await TryAsync(admin, stoppingToken))
                    return;
                await Task.Delay(Pause, stoppingToken);
            }
        }
        finally
        {
            _partitions.TrySetCanceled(stoppingToken);
        }
    }

    private async Task<bool> TryAsync(KafkaTopicAdmin admin, CancellationToken stopping)
    {
        try
        {
            int partitions = await KafkaTopics.EnsureAsync(options.Kafka, admin, stopping);
            _problem = null;
            LogLinked(options.Kafka.Bootstrap, partitions, options.Instance);
            _partitions.TrySetResult(partitions);
            return true;
        }
        catch (StorageException e)
        {
            // Once for each reason, not once for each try.
            if (_problem != e.Message)
                LogNotLinked(options.Kafka.Bootstrap, e.Message);
            _problem = e.Message;
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Kafka at {Bootstrap}: {Partitions} partitions; this process is {Instance}")]
    private partial void LogLinked(string bootstrap, int partitions, string instance);

    [LoggerMessage(Level = LogLevel.Error, Message = "Kafka at {Bootstrap} cannot be used yet, trying again every 2 s: {Reason}")]
    private partial void LogNotLinked(string bootstrap, string reason);
}
