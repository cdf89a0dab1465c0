using System.Text;
using Inventory.Adapters.Dates;
using Inventory.Adapters.Text;
using Inventory.Model.Units;

namespace Inventory.Adapters.Suggesting;

/// <summary>A column's name taken apart: its words without bracketed additions, a unit in brackets, a date in
/// it.</summary>
internal sealed class ColumnName
{
    private static readonly Dictionary<string, List<(ColumnRole Role, double Weight)>> Latin = [];
    private static readonly List<(string Word, ColumnRole Role, double Weight)> Ideographic = [];

    private readonly double[] _strengths = new double[(int)ColumnRole.Other + 1];
    private readonly string?[] _words = new string?[(int)ColumnRole.Other + 1];

    static ColumnName()
    {
        foreach ((ColumnRole role, double weight, string[] words) in ColumnWords.All)
        {
            foreach (string word in words)
            {
                if (!word.All(char.IsAscii))
                    Ideographic.Add((TextWidth.Key(word), role, weight));
                string latin = word.ToLowerInvariant();
                if (!Latin.TryGetValue(latin, out List<(ColumnRole, double)>? meanings))
                    Latin[latin] = meanings = [];
                meanings.Add((role, weight));
            }
        }
    }

    public ColumnName(string text)
    {
        Text = text.Length <= SuggestLimits.CellCharsMax ? text : text[..SuggestLimits.CellCharsMax];
        string folded = TextWidth.Fold(Text);
        string plain = TakeBrackets(folded);
        Key = Squeeze(plain);
        Tokens = Split(plain);
        HasDate = FileNameDate.TryFind(folded + ".x", out DateReading date);
        Date = HasDate ? date : null;
        MatchIdeographs();
        MatchLatin();
        Settle();
    }

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>Folded, without blanks, separators and bracketed additions.</summary>
    public string Key { get; }

    /// <summary>Its Latin words, in lower case.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>A unit stated in brackets, as written; null when there is none.</summary>
    public string? Unit { get; private set; }

    /// <summary>True when a whole date stands in it.</summary>
    public bool HasDate { get; }

    /// <summary>That date.</summary>
    public DateReading? Date { get; }

    /// <summary>True when the name is a date and nothing else: a column of a calendar.</summary>
    public bool IsDate => JapaneseDate.TryRead(Text, new DateOnly(2020, 1, 1), out _)
        || JapaneseDate.TryRead(Head(Text), new DateOnly(2020, 1, 1), out _);

    /// <summary>The role its words speak for most; None when they say nothing.</summary>
    public ColumnRole Best { get; private set; }

    /// <summary>How much the words speak for a role, 0 to 1.</summary>
    public double Strength(ColumnRole role) => _strengths[(int)role];

    /// <summary>The word that spoke for a role.</summary>
    public string? Word(ColumnRole role) => _words[(int)role];

    /// <summary>What is left of the name without the word that makes it a quantity: the goods or the place it is
    /// about.</summary>
    public string Stem()
    {
        string? word = Word(ColumnRole.Quantity);
        string stem = word is null ? Key : Key.Replace(word.ToUpperInvariant(), string.Empty, StringComparison.Ordinal);
        return stem.Trim('の', '総', '總', '_', '-');
    }

    private static string Head(string text)
    {
        int bracket = text.AsSpan().IndexOfAny('(', '（');
        return bracket > 0 ? text[..bracket] : text;
    }

    /// <summary>Cuts "(枚)" and the like off; a unit in it is kept.</summary>
    private string TakeBrackets(string text)
    {
        int open = text.AsSpan().IndexOfAny("([【〔<");
        int close = text.AsSpan().LastIndexOfAny(")]】〕>");
        if (open < 0 || close < open)
            return text;
        string inner = text[(open + 1)..close].Trim();
        string word = inner.StartsWith("単位", StringComparison.Ordinal) ? inner[2..].TrimStart(':', ' ') : inner;
        if (UnitTable.TryNormalize(word, out _))
            Unit = word;
        string outer = text[..open] + text[(close + 1)..];
        // "(自店)" or "(予定)" is part of the name; a unit or nothing else but brackets is not.
        return Unit is not null ? outer : outer.Trim().Length == 0 ? inner : outer + " " + inner;
    }

    private static string Squeeze(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (char.IsLetterOrDigit(c) || c is 'ー' or '゛' or '゜' or '%')
                key.Append(char.ToUpperInvariant(c));
        }

        return key.ToString();
    }

    private static List<string> Split(string text)
    {
        var tokens = new List<string>();
        var token = new StringBuilder();
        char before = ' ';
        foreach (char c in text)
        {
            bool isStart = char.IsAsciiLetterUpper(c) && char.IsAsciiLetterLower(before);
            if ((!char.IsAsciiLetterOrDigit(c) || isStart) && token.Length > 0)
            {
                tokens.Add(token.ToString());
                token.Clear();
            }

            if (char.IsAsciiLetterOrDigit(c))
                token.Append(char.ToLowerInvariant(c));
            before = c;
        }

        if (token.Length > 0)
            tokens.Add(token.ToString());
        return tokens.Count <= 12 ? tokens : tokens[..12];
    }

    private void Speak(ColumnRole role, double strength, string word)
    {
        ref double known = ref _strengths[(int)role];
        // Of two words that speak alike the longer one was meant.
        if (strength < known || (strength == known && word.Length <= (_words[(int)role]?.Length ?? 0)))
            return;
        known = strength;
        _words[(int)role] = word;
    }

    private void MatchIdeographs()
    {
        if (Key.Length == 0)
            return;
        foreach ((string word, ColumnRole role, double weight) in Ideographic)
        {
            if (Key == word)
                Speak(role, weight, word);
            else if (Key.EndsWith(word, StringComparison.Ordinal))
                Speak(role, weight * (word.Length == 1 ? 0.5 : 0.92), word);
            else if (word.Length > 1 && Key.StartsWith(word, StringComparison.Ordinal))
                Speak(role, weight * (Key.Length - word.Length < 4 ? 0.85 : 0.75), word);
            else if (word.Length > 1 && Key.Contains(word, StringComparison.Ordinal))
                Speak(role, weight * 0.6, word);
        }
    }

    private void MatchLatin()
    {
        bool isPure = Key.All(char.IsAscii);
        for (int start = 0; start < Tokens.Count; start++)
        {
            string joined = string.Empty;
            for (int end = start; end < Math.Min(Tokens.Count, start + 5); end++)
            {
                joined += Tokens[end];
                if (!Latin.TryGetValue(joined, out List<(ColumnRole Role, double Weight)>? meanings))
                    continue;
                bool isLast = end == Tokens.Count - 1;
                double share = (isPure, start == 0 && isLast, isLast) switch
                {
                    (true, true, _) => 1,
                    (false, _, _) => 0.8,
                    (_, _, true) => 0.92,
                    _ => start == 0 ? 0.8 : 0.7,
                };
                foreach ((ColumnRole role, double weight) in meanings)
                    Speak(role, weight * share, joined);
            }
        }
    }

    /// <summary>What is no stock outweighs the word "stock" beside it: 予定在庫数, stock value.</summary>
    private void Settle()
    {
        double plan = Strength(ColumnRole.Plan);
        double stock = Strength(ColumnRole.Quantity);
        if (plan > 0 && (stock < 1 || plan >= 1))
            _strengths[(int)ColumnRole.Quantity] = Math.Min(stock, 0.25);
        if (stock >= 1 && plan < 1)
            _strengths[(int)ColumnRole.Plan] = 0;
        if (Strength(ColumnRole.OtherQuantity) >= 0.5)
            _strengths[(int)ColumnRole.Quantity] = Math.Min(Strength(ColumnRole.Quantity), 0.25);
        if (Key.Contains("フラグ", StringComparison.Ordinal) || Tokens.Contains("flag"))
        {
            Array.Clear(_strengths);
            Speak(ColumnRole.Other, 1, "フラグ");
        }

        if (Strength(ColumnRole.Other) >= 0.9 && Strength(ColumnRole.Other) >= _strengths.Max())
            _strengths[(int)ColumnRole.Quantity] = Math.Min(Strength(ColumnRole.Quantity), 0.3);
        int best = Array.IndexOf(_strengths, _strengths.Max());
        Best = _strengths[best] > 0 ? (ColumnRole)best : ColumnRole.None;
    }
}
