using Inventory.Model.Rejections;

namespace Inventory.Adapters.Assembling;

/// <summary>
/// The places of lines in few bytes: most differ only by the number of a line, row or segment, and what stays (the
/// column, the sheet) is kept once as a template. Places of any other sort are kept whole.
/// </summary>
internal sealed class SourceTemplates
{
    /// <summary>The template of places that are kept whole; their number is an index.</summary>
    private const int Whole = 0;

    // A wide table has as many quantity columns; beyond it each place is kept whole.
    private const int CountMax = 64;

    private readonly List<Template> _templates = [default];
    private readonly PagedList<SourcePosition> _whole = new();
    private int _last = 1;

    private enum Counted
    {
        Nothing = 0,
        Line = 1,
        Row = 2,
        Segment = 3,
    }

    /// <summary>Keeps a place: its template, and a number behind it.</summary>
    public (int Template, int Number) Keep(in SourcePosition source)
    {
        // A counted path makes a text when it is asked: it is kept as it is.
        if (source.TryCounted(out CountedPath? _, out long _))
            return (Whole, _whole.Add(source));
        long number = source.Line | source.Row | source.Segment;
        Counted counted = number == source.Line ? Counted.Line : number == source.Row ? Counted.Row : Counted.Segment;
        bool isOne = ((source.Line != 0 ? 1 : 0) + (source.Row != 0 ? 1 : 0) + (source.Segment != 0 ? 1 : 0)) <= 1;
        if (isOne && number is >= 0 and <= int.MaxValue && TryTemplate(source, counted, out int template))
            return (template, (int)number);
        return (Whole, _whole.Add(source));
    }

    /// <summary>The place that was kept so.</summary>
    public SourcePosition Of(int template, int number)
    {
        if (template == Whole)
            return _whole[number];
        Template kept = _templates[template];
        return new SourcePosition(
            kept.Counted == Counted.Line ? number : 0,
            kept.Counted == Counted.Row ? number : 0,
            kept.Counted == Counted.Segment ? number : 0,
            kept.Path,
            kept.Column);
    }

    private bool TryTemplate(in SourcePosition source, Counted counted, out int template)
    {
        template = _last;
        if (template < _templates.Count && _templates[template].Is(source, counted))
            return true;
        // A path tells one line of many.
        if (source.Path is not null && _templates.Count > 1)
            return false;
        for (template = 1; template < _templates.Count; template++)
        {
            if (!_templates[template].Is(source, counted))
                continue;
            _last = template;
            return true;
        }

        if (_templates.Count > CountMax)
            return false;
        _templates.Add(new Template(counted, source.Path, source.Column));
        _last = template;
        return true;
    }

    private readonly record struct Template(Counted Counted, string? Path, string? Column)
    {
        public bool Is(in SourcePosition source, Counted counted) =>
            Counted == counted && string.Equals(Path, source.Path, StringComparison.Ordinal)
            && string.Equals(Column, source.Column, StringComparison.Ordinal);
    }
}
