namespace Inventory.Adapters.Epcis;

/// <summary>What an event does to the stock of a place.</summary>
internal enum StepEffect
{
    /// <summary>Nothing comes and nothing goes; a serial may be found at another place.</summary>
    None = 0,

    /// <summary>Objects come.</summary>
    In = 1,

    /// <summary>Objects go.</summary>
    Out = 2,

    /// <summary>A stock-taking: sets the level.</summary>
    Count = 3,

    /// <summary>A cycle count: checks the level and changes nothing.</summary>
    Check = 4,
}
