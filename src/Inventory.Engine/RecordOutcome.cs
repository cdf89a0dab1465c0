namespace Inventory.Engine;

/// <summary>What became of one log record.</summary>
/// <param name="Applied">Lines that changed or confirmed a cell.</param>
/// <param name="Superseded">Lines older than what is known, which changed nothing.</param>
/// <param name="IsMalformed">True when the record could not be read; it changed nothing.</param>
/// <param name="IsDuplicate">True when the same record was applied before; it changed nothing.</param>
/// <param name="IsIdReused">True when its id was another record's; it changed nothing.</param>
public readonly record struct RecordOutcome(
    int Applied, int Superseded, bool IsMalformed, bool IsDuplicate = false, bool IsIdReused = false);
