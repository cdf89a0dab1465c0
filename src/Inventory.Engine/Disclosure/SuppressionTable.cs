using Inventory.Engine.Levels;
using Inventory.Model.Identifiers;

namespace Inventory.Engine.Disclosure;

/// <summary>
/// Which sums of one category and status other participants may see. The sums form a table of prefectures by tiers with
/// its totals; what is shown is chosen once for the whole table, so that no two queries differ in what they hide. The
/// rule, in order:
/// 1. A sum needs 4 legal entities and at most 85 % with the two largest, or it is hidden.
/// 2. Prefecture totals: the hidden ones together are the nation less the shown ones; while they together fail rule 1,
/// the smallest    shown one is hidden too.
/// 3. Prefecture by tier is shown whole or not at all.
/// 4. National tier totals are shown whole or not at all, and not when one of them, alone or less others, would bare
/// hidden sums. It hides more than it must; release control over time (sums that move for one company) needs the last
/// released table beside this
/// one and fits in front of <see cref="MayDisclose"/>.
/// </summary>
internal sealed class SuppressionTable
{
    private const int All = GroupTable.TierCount;
    private readonly Contributors[,] _inner = new Contributors[Prefecture.Count, GroupTable.TierCount];
    private readonly Contributors[] _prefectures = new Contributors[Prefecture.Count];
    private readonly bool[] _isPrefectureShown = new bool[Prefecture.Count];
    private readonly bool _isNationShown;
    private readonly bool _isInnerShown;
    private readonly bool _areTiersShown;

    /// <summary>Decides for one category and status.</summary>
    public SuppressionTable(LevelCapture capture, int category, int status)
    {
        var nation = new Contributors();
        var tiers = new Contributors[All];
        for (int t = 0; t < All; t++)
            tiers[t] = new Contributors();
        for (int p = 0; p < Prefecture.Count; p++)
        {
            _prefectures[p] = new Contributors();
            for (int t = 0; t < All; t++)
            {
                _inner[p, t] = capture.Node(category, p, t, status).Contributors;
                _prefectures[p].Add(_inner[p, t]);
                tiers[t].Add(_inner[p, t]);
            }

            nation.Add(_prefectures[p]);
        }

        _isNationShown = nation.MayDisclose;
        ShowPrefectures();
        _isInnerShown = _isNationShown && AllMayDisclose(_inner.Cast<Contributors>());
        _areTiersShown = _isInnerShown || (AllMayDisclose(tiers) && !BaresHidden());
    }

    /// <summary>True when a sum may be shown; -1 stands for all prefectures or all tiers.</summary>
    public bool MayDisclose(int prefecture, int tier)
    {
        if (prefecture < 0)
            return tier < 0 ? _isNationShown : _areTiersShown;
        return tier < 0
            ? _isPrefectureShown[prefecture]
            : _isInnerShown && _inner[prefecture, tier].MayDisclose;
    }

    private void ShowPrefectures()
    {
        for (int p = 0; p < Prefecture.Count; p++)
            _isPrefectureShown[p] = _prefectures[p].MayDisclose;
        if (!_isNationShown)
            return;
        while (Union((p, _) => !_isPrefectureShown[p]) is { Count: > 0, MayDisclose: false })
        {
            int smallest = -1;
            for (int p = 0; p < Prefecture.Count; p++)
            {
                if (_isPrefectureShown[p] && (smallest < 0 || _prefectures[p].Size < _prefectures[smallest].Size))
                    smallest = p;
            }

            // With all hidden their union is the nation itself, which passed: the loop ended before.
            Invariant.That(smallest >= 0, "a shown prefecture left to hide");
            _isPrefectureShown[smallest] = false;
        }
    }

    private static bool AllMayDisclose(IEnumerable<Contributors> sums) => sums.All(x => x.Count == 0 || x.MayDisclose);

    /// <summary>
    /// With the inner sums hidden, an attacker adds tier totals and takes away prefecture totals, or the other way
    /// round. Where one lot lies wholly inside the other, the difference is the plain sum of some inner ones, and must
    /// itself pass rule 1. Hidden prefectures
    /// are known together, as nation less the shown ones, so they go in together.
    /// </summary>
    private bool BaresHidden()
    {
        for (int mask = 1; mask < (1 << All); mask++)
        {
            int tiers = mask;
            bool[] holds = Rows(p => HasAny(p, tiers));
            bool[] within = Rows(p => !HasAny(p, ~tiers));
            // Prefectures that cover the tiers, less the tiers.
            if (holds.Where((x, p) => x && !_isPrefectureShown[p]).Any())
                holds = Rows(p => holds[p] || !_isPrefectureShown[p]);
            if (IsBare(Union((p, t) => holds[p] && (tiers >> t & 1) == 0)))
                return true;
            // The tiers, less the prefectures that lie wholly within them.
            bool areHiddenWithin = Rows(p => _isPrefectureShown[p] || within[p]).All(x => x);
            bool[] taken = Rows(p => within[p] && (_isPrefectureShown[p] || areHiddenWithin));
            if (IsBare(Union((p, t) => !taken[p] && (tiers >> t & 1) != 0)))
                return true;
        }

        return false;
    }

    private static bool IsBare(Contributors rest) => rest.Count > 0 && !rest.MayDisclose;

    private static bool[] Rows(Func<int, bool> choose) => [.. Enumerable.Range(0, Prefecture.Count).Select(choose)];

    private bool HasAny(int prefecture, int tiers)
    {
        for (int t = 0; t < All; t++)
        {
            if ((tiers >> t & 1) != 0 && _inner[prefecture, t].Count > 0)
                return true;
        }

        return false;
    }

    private Contributors Union(Func<int, int, bool> choose)
    {
        var union = new Contributors();
        for (int p = 0; p < Prefecture.Count; p++)
        {
            for (int t = 0; t < All; t++)
            {
                if (choose(p, t))
                    union.Add(_inner[p, t]);
            }
        }

        return union;
    }
}
