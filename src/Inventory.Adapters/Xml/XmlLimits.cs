namespace Inventory.Adapters.Xml;

/// <summary>Bounds of XML from outside.</summary>
internal static class XmlLimits
{
    /// <summary>Elements inside each other; GS1 messages in their envelope nest 10 deep, EPCIS events with private
    /// fields 15.</summary>
    public const int DepthMax = 64;

    /// <summary>Characters of one element's text that are kept; what is longer is cut, for no stock fact is.</summary>
    public const int TextCharsMax = 4096;

    /// <summary>Differently named children of one element whose ordinals are counted for the paths.</summary>
    public const int SiblingNamesMax = 64;

    /// <summary>Different names in one document; the reader keeps each of them.</summary>
    public const int NamesMax = 10_000;

    /// <summary>Bytes of one tag with its attributes; the reader keeps all of them at once.</summary>
    public const int TagBytesMax = 64 * 1024;

    /// <summary>Bytes looked at to tell what was sent.</summary>
    public const int HeadBytes = 4096;
}
