using Inventory.Model.Rejections;

namespace Inventory.Model.Snapshots;

/// <summary>Counts warnings by kind and keeps the place and text where each was first met; few kinds, so a list is
/// searched.</summary>
internal sealed class WarningCounter
{
    private readonly List<Warning> _warnings = [];

    // Parallel to the warnings: an oddity that every line has makes one object, not one a line.
    private readonly List<long> _counts = [];

    public void Add(string kind, SourcePosition source, string? value)
    {
        for (int i = 0; i < _warnings.Count; i++)
        {
            if (_warnings[i].Kind != kind)
                continue;
            _counts[i]++;
            return;
        }

        _warnings.Add(new Warning(kind, 1, source, SnapshotValidator.Cut(value)));
        _counts.Add(1);
    }

    /// <summary>Adds to a delivery's warnings: a kind that is there already is counted up, so that a delivery has each
    /// kind once.</summary>
    public void AddTo(List<Warning> warnings)
    {
        for (int i = 0; i < _warnings.Count; i++)
        {
            Warning warning = _warnings[i] with { Count = _counts[i] };
            int known = warnings.FindIndex(x => x.Kind == warning.Kind);
            if (known < 0)
                warnings.Add(warning);
            else
                warnings[known] = warnings[known] with { Count = warnings[known].Count + warning.Count };
        }
    }
}
