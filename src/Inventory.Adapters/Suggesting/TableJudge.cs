using Inventory.Adapters.Dates;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Suggesting;

/// <summary>Chooses the columns of one table, with what speaks for and against each choice.</summary>
internal sealed class TableJudge
{
    private double _ceiling = 1;

    public TableJudge(
        IReadOnlyList<IReadOnlyList<string>> rows, TableShape shape, SuggestionHints hints, DateOnly? reference)
    {
        Rows = rows;
        Shape = shape;
        Hints = hints;
        Reference = reference;
        Columns = [.. shape.Names.Select((name, i) =>
            new ColumnVerdict(i, name, new ColumnFacts(shape.Data, i, reference), shape.HasHeader))];
    }

    public IReadOnlyList<IReadOnlyList<string>> Rows { get; }

    public TableShape Shape { get; }

    public SuggestionHints Hints { get; }

    /// <summary>The day near which the file's dates lie; null when nothing tells.</summary>
    public DateOnly? Reference { get; }

    public IReadOnlyList<ColumnVerdict> Columns { get; }

    public List<SuggestionBlank> Blanks { get; } = [];

    /// <summary>True when each quantity column is an item of its own.</summary>
    public bool IsWide { get; set; }

    /// <summary>The unit that the head of the file states, as written; null when it states none.</summary>
    public string? UnitConstant { get; set; }

    /// <summary>Status words and what they stand for.</summary>
    public Dictionary<string, string> Statuses { get; } = [];

    /// <summary>Sale state words and what they stand for.</summary>
    public Dictionary<string, string> SaleStates { get; } = [];

    /// <summary>True when a row above the table states the time.</summary>
    public bool HasTitleTime { get; set; }

    public double Confidence { get; private set; }

    /// <summary>All columns chosen for a field.</summary>
    public IEnumerable<ColumnVerdict> Chosen(string field) => Columns.Where(x => x.Field == field);

    /// <summary>Holds the confidence of the whole down: a doubt that belongs to no column.</summary>
    public void Doubt(double ceiling) => _ceiling = Math.Min(_ceiling, ceiling);

    /// <summary>The line of a row as the sender's program counts it.</summary>
    public long LineOf(int row) =>
        Hints.Lines is { } lines && row < lines.Count ? lines[row] : row + 1;

    public void Judge()
    {
        new PlaceChoice(this).Choose();
        new ItemChoice(this).Choose();
        new QuantityChoice(this).Choose();
        new WordChoice(this).Choose();
        new AsOfChoice(this).Choose();
        new ItemChoice(this).CheckUnique();
        MarkPlans();
        foreach (ColumnVerdict column in Columns)
            Explain(column);
        AskWhatNoFileTells();
        Settle();
    }

    private void MarkPlans()
    {
        foreach (ColumnVerdict column in Columns.Where(x => x.Field is null))
        {
            bool isPlan = column.Name.Strength(ColumnRole.Plan) >= 0.5
                && (column.Facts.Numbers >= 0.5 || column.Facts.Filled == 0);
            bool isCalendar = column.Name.Text.Length > 0 && column.Name.IsDate && column.Facts.Dates < 0.5;
            if (!isPlan && !isCalendar)
                continue;
            column.Choose("plan", isCalendar ? 0.9 : Math.Min(0.97, column.Name.Strength(ColumnRole.Plan)));
            column.Evidence.Add(SuggestionText.PlanNotStock());
        }
    }

    private static void Explain(ColumnVerdict column)
    {
        ColumnFacts cells = column.Facts;
        var evidence = new List<LocalizedText>();
        ColumnRole role = column.Name.Best;
        evidence.Add(role != ColumnRole.None && column.Name.Word(role) is { } word
            ? SuggestionText.NameSays(word, column.Field ?? role.ToString())
            : SuggestionText.NoName());
        evidence.Add(SuggestionText.Shares(cells));
        if (cells.GtinLengths >= 0.3)
            evidence.Add(SuggestionText.CheckDigits(cells));
        if (cells.Dates >= 0.3)
            evidence.Add(SuggestionText.Dates(cells));
        if (cells.Units >= 0.3)
            evidence.Add(SuggestionText.UnitWords(cells));
        if (column.Field is null && column.Evidence.Count == 0)
            evidence.Add(SuggestionText.NotNeeded());
        column.Evidence.InsertRange(0, evidence);
    }

    private void AskWhatNoFileTells()
    {
        bool hasPlace = Chosen("location").Any() || Chosen("locationName").Any() || Hints.Location is not null;
        if (!hasPlace && Blanks.All(x => x.Field != "location"))
            Blanks.Add(SuggestionText.Location());
        if (!Chosen("unit").Any() && UnitConstant is null && Hints.Unit is null
            && Chosen("quantity").Any(x => x.Name.Unit is null))
            Blanks.Add(SuggestionText.Unit());
        if (Hints.Scope is null)
            Blanks.Add(SuggestionText.Scope());
        (string zone, bool isSure) = ZoneOfWords.Find(Columns);
        bool hasOffset = Chosen("asOf").Any(x => x.Facts.Values.All(HasOffset));
        if (Hints.TimeZone is null && !isSure && !hasOffset)
            Blanks.Add(SuggestionText.TimeZone(zone));
        if (Hints.Participant is null)
            Blanks.Add(SuggestionText.Participant());
        // A total that is read as an item doubles the stock.
        if (Shape.Totals.Count > 0)
            Blanks.Add(SuggestionText.Totals(string.Join(", ", Shape.Totals.Take(5).Select(LineOf))));
    }

    private bool HasOffset(string text) =>
        ColumnFacts.TryDate(text, Reference, out DateReading date) && date.Offset is not null;

    private void Settle()
    {
        double confidence = Math.Min(_ceiling, Shape.Confidence);
        confidence = Math.Min(confidence, Chosen("quantity").Select(x => x.Confidence).DefaultIfEmpty(0).Min());
        if (!IsWide)
            confidence = Math.Min(confidence, Chosen("item").Select(x => x.Confidence).DefaultIfEmpty(0).Max());
        foreach (string field in (string[])["location", "locationName"])
            confidence = Math.Min(confidence, Chosen(field).Select(x => x.Confidence).DefaultIfEmpty(1).Min());
        if (Shape.Data.Count == 0)
            confidence = Math.Min(confidence, 0.4);
        Confidence = Math.Round(Math.Clamp(confidence, 0, 1), 3);
    }
}
