using Inventory.Model.Identifiers;

namespace Inventory.Adapters.Mapping;

/// <summary>The place of the line before, as its texts said it.</summary>
internal struct LastPlace
{
    private LastText _location;
    private LastText _local;
    private LastText _name;
    private bool _isSet;

    /// <summary>What those texts mean.</summary>
    public CodeReading<LocationId> Reading { get; private set; }

    /// <summary>True when a line says its place in the same texts.</summary>
    public readonly bool Is(in StatedLine line) =>
        _isSet && _location.Is(line.Location) && _local.Is(line.LocalLocation) && _name.Is(line.LocationName);

    public void Set(in StatedLine line, in CodeReading<LocationId> reading)
    {
        _location.Set(line.Location);
        _local.Set(line.LocalLocation);
        _name.Set(line.LocationName);
        Reading = reading;
        _isSet = true;
    }
}
