using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Inventory.Storage.Kafka;

/// <summary>Asks the brokers themselves.</summary>
public sealed class KafkaTopicAdmin : ITopicAdmin, IDisposable
{
    private readonly Lazy<IAdminClient> client;

    /// <summary>Connects at the first question.</summary>
    public KafkaTopicAdmin(KafkaOptions options) =>
        client = new Lazy<IAdminClient>(() => KafkaClients.Admin(options));

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, int>> ListAsync(CancellationToken cancellation)
    {
        try
        {
            // All topics are asked for: to ask for one by name can create it.
            Metadata metadata = await Task.Run(() => client.Value.GetMetadata(KafkaLimits.AskTimeout), cancellation);
            return metadata.Topics.Where(x => !x.Error.IsError).ToDictionary(x => x.Topic, x => x.Partitions.Count);
        }
        catch (KafkaException e)
        {
            throw KafkaErrors.Translate("the topics cannot be listed", e);
        }
    }

    /// <inheritdoc/>
    public async Task CreateAsync(IReadOnlyList<TopicSpec> topics, CancellationToken cancellation)
    {
        var wanted = topics.Select(x => new TopicSpecification
        {
            Name = x.Name,
            NumPartitions = x.Partitions,
            ReplicationFactor = (short)x.Replication,
            Configs = new Dictionary<string, string>(x.Settings),
        });
        try
        {
            var limits = new CreateTopicsOptions
            {
                RequestTimeout = KafkaLimits.AskTimeout,
                OperationTimeout = KafkaLimits.AskTimeout,
            };
            await client.Value.CreateTopicsAsync(wanted, limits).WaitAsync(cancellation);
        }
        catch (CreateTopicsException e)
        {
            CreateTopicReport? refused = e.Results.Find(
                x => x.Error.IsError && x.Error.Code != ErrorCode.TopicAlreadyExists);
            if (refused is not null)
                throw KafkaErrors.Translate($"the topic {refused.Topic} cannot be created", refused.Error, e);
        }
        catch (KafkaException e)
        {
            throw KafkaErrors.Translate("the topics cannot be created", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (client.IsValueCreated)
            client.Value.Dispose();
    }
}
