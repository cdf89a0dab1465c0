using System.Buffers;
using Inventory.Adapters.Assembling;
using Inventory.Adapters.Text;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Mapping;

/// <summary>
/// Turns location codes of one participant into location ids: a valid GLN stays one, all else is the participant's
/// own code. A file that names its locations only in words is matched against the names of the participant's registered
/// locations, widths and blanks aside.
/// </summary>
internal sealed class LocationCodes(FeedProfile profile, StockRegistry registry, SnapshotAssembler assembler)
{
    // Characters that mean nothing but themselves, in whatever order.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-");

    // A nation's places, twice over; beyond it what was kept is let go.
    private const int KnownMax = 200_000;

    private readonly Dictionary<string, CodeReading<LocationId>> _byCode = [];
    private readonly Dictionary<string, CodeReading<LocationId>> _byName = [];
    private readonly string _prefix = profile.Participant.Value + ":";
    private char[]? _candidate;
    private Dictionary<string, LocationId?>? _registered;

    /// <summary>Reads a code.</summary>
    public CodeReading<LocationId> Read(ReadOnlySpan<char> cell)
    {
        ReadOnlySpan<char> text = cell.Trim();
        bool isPlain = text.Length is > 0 and <= LocationId.LocalCodeLengthMax && !text.ContainsAnyExcept(Plain);
        if (isPlain && assembler.TryFind(Candidate(text), out LocationId known))
            return new CodeReading<LocationId>(known, RejectionReason.None);
        var lookup = _byCode.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(text, out CodeReading<LocationId> reading))
            return reading;
        reading = ReadNew(text.ToString());
        // It will be found among the places of the file.
        if (isPlain && reading is { Reason: RejectionReason.None, Warning: null })
            return reading;
        if (_byCode.Count >= KnownMax)
            _byCode.Clear();
        return lookup[text] = reading;
    }

    /// <summary>The only id that a plain text can have: itself where it is as long as a GLN (one with a wrong check
    /// digit is no id at all), else the participant's own code of it.</summary>
    private ReadOnlySpan<char> Candidate(ReadOnlySpan<char> text)
    {
        if (text.Length == 13 && CheckDigit.IsAllDigits(text))
            return text;
        if (_candidate is null)
        {
            _candidate = new char[_prefix.Length + LocationId.LocalCodeLengthMax];
            _prefix.CopyTo(_candidate);
        }

        text.CopyTo(_candidate.AsSpan(_prefix.Length));
        return _candidate.AsSpan(0, _prefix.Length + text.Length);
    }

    /// <summary>Reads a name, where no code is given.</summary>
    public CodeReading<LocationId> ReadName(ReadOnlySpan<char> cell)
    {
        ReadOnlySpan<char> text = cell.Trim();
        if (text.IsEmpty)
            return new CodeReading<LocationId>(default, RejectionReason.FieldMissing);
        if (_byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out CodeReading<LocationId> reading))
            return reading;
        if (_byName.Count >= KnownMax)
            _byName.Clear();
        string name = text.ToString();
        _registered ??= RegisteredNames();
        if (_registered.TryGetValue(TextWidth.Key(name), out LocationId? known) && known is { } id)
            reading = new CodeReading<LocationId>(id, RejectionReason.None);
        else
            reading = ReadNew(name);
        return _byName[name] = reading;
    }

    private CodeReading<LocationId> ReadNew(string text)
    {
        string code = CodeText.Clean(text);
        if (code.Length == 0)
            return new CodeReading<LocationId>(default, RejectionReason.FieldMissing);
        bool isGlnLike = code.Length == 13 && CheckDigit.IsAllDigits(code);
        if (isGlnLike && CheckDigit.IsValid(code))
            return Policy(new LocationId(code), null);
        if (!LocalCode.IsCode(code))
            return new CodeReading<LocationId>(default, RejectionReason.LocationInvalid);
        string? warning = isGlnLike ? "checkDigit" : CodeText.IsSpoiled(code) ? "idSpoiled" : null;
        return Policy(Local(code, text), warning);
    }

    private CodeReading<LocationId> Policy(LocationId id, string? warning)
    {
        bool isAccepted = profile.UnknownLocation == "accept" || registry.Locations.ContainsKey(id.Value);
        return new CodeReading<LocationId>(id, isAccepted
            ? RejectionReason.None : RejectionReason.LocationUnknown, warning);
    }

    private LocationId Local(string code, string sent)
    {
        LocationId asSent = LocationId.Local(profile.Participant, sent);
        if (sent != code && registry.Locations.ContainsKey(asSent.Value))
            return asSent;
        bool isScoped = code.StartsWith(profile.Participant.Value + ":", StringComparison.Ordinal)
            && LocalCode.IsScoped(code);
        return isScoped ? new LocationId(code) : LocationId.Local(profile.Participant, code);
    }

    /// <summary>The participant's locations by folded name; null for a name that two of them bear.</summary>
    private Dictionary<string, LocationId?> RegisteredNames()
    {
        var names = new Dictionary<string, LocationId?>();
        foreach (Location location in registry.Locations.Values)
        {
            if (location.Participant != profile.Participant)
                continue;
            foreach (string key in new HashSet<string> { TextWidth.Key(location.NameJa),
                TextWidth.Key(location.NameEn) })
                names[key] = names.ContainsKey(key) ? null : location.Id;
        }

        return names;
    }
}
