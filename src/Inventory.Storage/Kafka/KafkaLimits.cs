namespace Inventory.Storage.Kafka;

/// <summary>The bounds of the Kafka backbone that no setting changes.</summary>
internal static class KafkaLimits
{
    /// <summary>Bytes of one record. A location with 20,000 items is about 3 MB, a receipt with 1,000 refused lines
    /// about 1 MB; brokers take 1 MB unless the topic says otherwise, so the topics are created with this.</summary>
    public const int MessageBytesMax = 8 << 20;

    /// <summary>Bytes fetched ahead of a reader and not yet handed over, in kibibytes: some seconds of one
    /// core.</summary>
    public const int FetchedAheadKibMax = 32 << 10;

    /// <summary>Messages that may wait in the client; pushes are bounded by bytes before.</summary>
    public const int QueuedMessagesMax = 1_000_000;

    /// <summary>Records the gateway's index takes into one transaction: about 10 ms in which a push waits.</summary>
    public const int IndexBatchMax = 2000;

    /// <summary>Refused lines listed in one message of the rejections topic.</summary>
    public const int RefusedLinesMax = 20;

    /// <summary>Tries of a claim when others claim at the same moment; each lost try means that another won.</summary>
    public const int ClaimTriesMax = 20;

    /// <summary>How long a question to the brokers may take before it counts as unanswered.</summary>
    public static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(10);
}
