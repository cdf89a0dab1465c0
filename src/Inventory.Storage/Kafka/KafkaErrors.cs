using Confluent.Kafka;

namespace Inventory.Storage.Kafka;

/// <summary>The client's errors in the words of this floor: what failed, and whether a retry helps.</summary>
internal static class KafkaErrors
{
    /// <summary>An exception for a client's error.</summary>
    public static StorageException Translate(string what, Error error, Exception? inner = null) =>
        new($"Kafka: {what}: {error.Reason} ({error.Code})", IsTransient(error), inner);

    /// <summary>An exception for what the client has thrown.</summary>
    public static StorageException Translate(string what, KafkaException thrown) =>
        Translate(what, thrown.Error, thrown);

    /// <summary>False where somebody must change something first.</summary>
    private static bool IsTransient(Error error) => error.Code is not (
        ErrorCode.MsgSizeTooLarge or ErrorCode.InvalidMsg or ErrorCode.InvalidRecord or ErrorCode.RecordListTooLarge
        or ErrorCode.TopicAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed
        or ErrorCode.GroupAuthorizationFailed or ErrorCode.SaslAuthenticationFailed
        or ErrorCode.TopicException or ErrorCode.PolicyViolation or ErrorCode.UnsupportedVersion
        or ErrorCode.Local_InvalidArg or ErrorCode.Local_Authentication or ErrorCode.Local_UnknownTopic);
}
