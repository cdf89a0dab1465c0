namespace Inventory.Engine.Partial;

/// <summary>
/// Bounds of what a merge believes. Chosen so that no sum over all partitions and groups can leave its type, whatever
/// the messages say, and above what an engine can ever say.
/// </summary>
public static class PartialLimits
{
    /// <summary>Most partitions: more than a topic of this size was ever given.</summary>
    public const int PartitionsMax = 1024;

    /// <summary>
    /// Most bytes of one message. A group with shares of 20,000 legal entities has about 1 MB.
    /// </summary>
    public const int MessageBytesMax = 4 << 20;

    /// <summary>
    /// Most live keys of one partition: 64 categories at 144 places each, and the reporters by place and tier.
    /// </summary>
    public const int KeysMax = 1 << 18;

    /// <summary>
    /// Most shares of one partition over all its groups: each of 100,000 locations a company of its own, in ten
    /// categories.
    /// </summary>
    public const int SharesMax = 1 << 20;

    /// <summary>Most legal entities in all: the registered companies of a large trade, many times over.</summary>
    public const int EntitiesMax = 1 << 20;

    /// <summary>
    /// Longest id, in characters. Registered ones are far shorter (34); what a foreign producer wrote may be longer and
    /// is then cut, with a hash behind it (<see cref="PartialNames"/>).
    /// </summary>
    public const int IdLengthMax = 200;

    /// <summary>Longest URL of an owner, in characters.</summary>
    public const int UrlLengthMax = 2048;

    /// <summary>Epochs, ticks and offsets end here: the integers that every JSON reader keeps exact.</summary>
    public const long NumberMax = (1L << 53) - 1;

    /// <summary>
    /// Largest sum of one group: 2^31 cells of 64 bits. Over 2^10 partitions, 2^14 groups and a percentage it stays
    /// below 2^127.
    /// </summary>
    public static Int128 SumMax { get; } = Int128.One << 94;
}
