namespace Inventory.Engine.Partial;

/// <summary>
/// One message that carries part of a partition's levels between processes of the platform. Its JSON
/// (<c>schemas/stock-levels.v1.schema.json</c>) holds what single legal entities have: it may travel only where cores,
/// hubs and gateways read, never to an audience.
/// </summary>
/// <param name="Key">
/// The message's key: <c>g:category:prefecture:tier</c>, <c>c:prefecture:tier:participant</c> or <c>tick</c>. The
/// newest message of a key stands for all before it.
/// </param>
/// <param name="Utf8">The JSON; valid as long as it is kept.</param>
public readonly record struct PartialMessage(string Key, ReadOnlyMemory<byte> Utf8);
