using Inventory.Model.Rejections;

namespace Inventory.Model.Snapshots;

/// <summary>Counts warnings by kind and keeps the place and text where each was first met; few kinds, so a list is
/// searched.</summary>
internal sealed class WarningCounter
{
    private List<Warning>? _warnings;

    // Parallel to the warnings: an oddity that every line has makes one object, not one a line.
    private List<long>? _counts;

    /// <summary>Counts one more of a kind; false when it is the first one, which is then to be added.</summary>
    public bool Count(string kind)
    {
        if (_warnings is null || _counts is null)
            return false;
        for (int i = 0; i < _warnings.Count; i++)
        {
            if (_warnings[i].Kind != kind)
                continue;
            _counts[i]++;
            return true;
        }

        return false;
    }

    /// <summary>Adds the first one of a kind.</summary>
    public void Add(string kind, in SourcePosition source, string? value)
    {
        (_warnings ??= []).Add(new Warning(kind, 1, source, SnapshotValidator.Cut(value)));
        (_counts ??= []).Add(1);
    }

    /// <summary>Adds to a delivery's warnings: a kind that is there already is counted up, so that a delivery has each
    /// kind once.</summary>
    public void AddTo(List<Warning> warnings)
    {
        if (_warnings is null || _counts is null)
            return;
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
