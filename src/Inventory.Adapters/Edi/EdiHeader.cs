using Inventory.Adapters.Mapping;

namespace Inventory.Adapters.Edi;

/// <summary>What the head of a message says of all its items.</summary>
internal sealed class EdiHeader
{
    private int _placeRank;
    private int _timeRank;

    public string PlaceCode { get; private set; } = string.Empty;

    public string PlaceName { get; private set; } = string.Empty;

    public string Owner { get; set; } = string.Empty;

    /// <summary>A stated as-of that is no time; null when there is none such.</summary>
    public string? WrongTime { get; private set; }

    /// <summary>Forgets the last message; the interchange's own time is what remains.</summary>
    public void Begin(LineIntake intake, DateTimeOffset? interchange)
    {
        (_placeRank, _timeRank) = (QualifierOrder.None, QualifierOrder.None);
        (PlaceCode, PlaceName, Owner, WrongTime) = (string.Empty, string.Empty, string.Empty, null);
        intake.HeaderAsOf = interchange;
    }

    /// <summary>Offers a place; the best-ranked one stands, of equal ones the first.</summary>
    public void OfferPlace(int rank, string code, string name)
    {
        if (rank < _placeRank && (code.Length > 0 || name.Length > 0))
            (_placeRank, PlaceCode, PlaceName) = (rank, code, name);
    }

    /// <summary>Offers a time in one of the date forms, null for one that is none.</summary>
    public void OfferTime(LineIntake intake, int rank, string? time, string stated)
    {
        if (rank >= _timeRank)
            return;
        _timeRank = rank;
        if (time is not null && intake.TryTime(time, out DateTimeOffset read))
            (intake.HeaderAsOf, WrongTime) = (read, null);
        else
            WrongTime = stated;
    }
}
