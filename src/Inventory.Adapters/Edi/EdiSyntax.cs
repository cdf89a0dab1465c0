namespace Inventory.Adapters.Edi;

/// <summary>The characters that structure an interchange; 0 for one that it does not use.</summary>
/// <param name="Element">Between elements.</param>
/// <param name="Component">Between the components of a composite.</param>
/// <param name="Terminator">Ends a segment.</param>
/// <param name="Release">Takes the next character's meaning away; 0 in X12.</param>
/// <param name="DecimalMark">The decimal mark that was agreed; 0 where none was, then comma and point both are.</param>
internal readonly record struct EdiSyntax(
    byte Element, byte Component, byte Terminator, byte Release = 0, byte DecimalMark = 0);
