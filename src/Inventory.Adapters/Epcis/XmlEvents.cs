using Inventory.Adapters.Xml;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Epcis;

/// <summary>Feeds the events of an XML document (EPCIS 1.0 to 2.0, documents and query results) to the
/// builder.</summary>
internal sealed class XmlEvents(XmlSource source, EventBuilder builder)
{
    private bool _isEpcis;

    /// <summary>Why the document cannot be read; null when it can.</summary>
    public Rejection? Failure => source.Failure
        ?? (_isEpcis ? null : new Rejection(default, "file", "no EPCIS document", RejectionReason.FormatMismatch));

    /// <summary>Goes one element on; false at the end.</summary>
    public bool Step()
    {
        XmlStep step = source.Read();
        if (step == XmlStep.None)
            return false;
        int depth = source.Depth;
        if (builder.EventDepth == 0)
        {
            if (step == XmlStep.Begin)
                Outside(source.Name);
        }
        else if (step == XmlStep.Begin)
        {
            builder.Begin(depth, (EventWord)source.Word);
        }
        else if (depth == builder.EventDepth)
        {
            builder.EndEvent();
        }
        else
        {
            builder.End(depth, (EventWord)source.Word, source.Text);
        }

        return true;
    }

    private void Outside(string name)
    {
        _isEpcis |= name.StartsWith("EPCIS", StringComparison.Ordinal);
        // Events of private types stand in the list, too: they are refused, and not passed over.
        bool isEvent = Enum.TryParse(name, out EventType _)
            || (source.ParentName == "EventList" && name != "extension");
        if (!isEvent)
            return;
        _isEpcis = true;
        builder.BeginEvent(source.Depth, name, source.PositionAt(source.Depth));
    }
}
