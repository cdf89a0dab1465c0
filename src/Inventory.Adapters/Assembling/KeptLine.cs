namespace Inventory.Adapters.Assembling;

/// <summary>One line as it is kept until it is asked for: 24 bytes and no reference, all that lines have in common
/// stands once beside them in the <see cref="LineStore"/>.</summary>
/// <param name="Kind">Index of its <see cref="LineKind"/>.</param>
/// <param name="Rest">Index of its <see cref="LineRest"/>; 0 when it states nothing of that.</param>
/// <param name="AsOf">Index of its as-of.</param>
/// <param name="Source">Its place: a number, or an index, as its kind's <see cref="LineKind.Template"/> says.</param>
/// <param name="Quantity">The quantity, where it is a whole number and its rest holds none of its own.</param>
internal readonly record struct KeptLine(int Kind, int Rest, int AsOf, int Source, long Quantity);
