using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Json;

/// <summary>Reads times, and the same bytes as those before without reading them again: the lines of a record were
/// mostly counted together.</summary>
internal sealed class TimeCache
{
    private readonly byte[] _last = new byte[CanonicalTime.LengthMax];
    private int _length;
    private DateTimeOffset _time;

    public bool TryRead(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        if (_length > 0 && text.SequenceEqual(_last.AsSpan(0, _length)))
        {
            time = _time;
            return true;
        }

        if (!CanonicalTime.TryParse(text, out time))
            return false;
        if (text.Length <= _last.Length)
        {
            text.CopyTo(_last);
            (_length, _time) = (text.Length, time);
        }

        return true;
    }
}
