using Inventory.Model.Rejections;

namespace Inventory.Cli;

/// <summary>A refused line as a person reads it, whether this tool found it or a server told of it.</summary>
/// <param name="Place">Where in the file, such as <c>line 3</c>.</param>
/// <param name="Field">Which field.</param>
/// <param name="Value">The offending text; null when it was missing.</param>
/// <param name="Reason">The stable reason.</param>
/// <param name="Text">What is wrong and what to do.</param>
internal sealed record RefusedLine(string Place, string Field, string? Value, string Reason, LocalizedText Text)
{
    /// <summary>From a rejection of this process.</summary>
    public static RefusedLine Of(in Rejection rejection) => new(
        PlaceOf(rejection.Source), rejection.Field, rejection.Value,
        RejectionText.WireName(rejection.Reason), RejectionText.For(rejection.Reason));

    private static string PlaceOf(in SourcePosition source) => source switch
    {
        { Line: > 0 } => $"line {source.Line}",
        { Row: > 0 } => $"row {source.Row}",
        { Segment: > 0 } => $"segment {source.Segment}",
        { Path: not null } => source.Path,
        _ => "file",
    };
}
