namespace Inventory.Model.Rejections;

/// <summary>What a person reads for a reason.</summary>
/// <param name="Ja">Japanese: what is wrong and what to do.</param>
/// <param name="En">English: the same.</param>
public readonly record struct LocalizedText(string Ja, string En);
