namespace Inventory.Adapters.Suggesting;

/// <summary>Where the header and the data of a table lie.</summary>
internal sealed record TableShape
{
    /// <summary>First row of the header, 0-based; the first data row when there is none.</summary>
    public required int HeaderFirst { get; init; }

    /// <summary>First row after the header.</summary>
    public required int DataFirst { get; init; }

    /// <summary>The columns' names, rows of a header joined; empty texts when there is no header.</summary>
    public required ColumnName[] Names { get; init; }

    /// <summary>How sure the header is, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Data rows, without blank rows, totals and repeated headers.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Data { get; init; }

    /// <summary>Row numbers (0-based) of totals among the data.</summary>
    public required IReadOnlyList<int> Totals { get; init; }

    /// <summary>True when the file names its columns.</summary>
    public bool HasHeader => DataFirst > HeaderFirst;

    /// <summary>Rows of the header.</summary>
    public int HeaderRows => DataFirst - HeaderFirst;
}
