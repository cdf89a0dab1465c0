namespace Inventory.Adapters.Xml;

/// <summary>What the walk met.</summary>
internal enum XmlStep
{
    /// <summary>The end of the document, or its failure.</summary>
    None = 0,

    /// <summary>An element begins; its attributes can be read.</summary>
    Begin = 1,

    /// <summary>An element ends; its text can be read when it held no elements.</summary>
    End = 2,
}
