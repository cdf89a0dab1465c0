using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Inventory.Adapters.Suggesting;
using Inventory.Model.Registry;
using Xunit;

namespace Inventory.Tests.Adapters.Suggesting;

/// <summary>Whatever a table holds: an answer, in bounded time, within its bounds.</summary>
public sealed class SuggestionPropertyTests
{
    // The pieces of real tables beside plain noise, so that all branches are met.
    private static readonly string[] Pieces =
    [
        "", " ", "在庫数", "在庫", "数量", "商品コード", "JANコード", "店舗コード", "店舗名", "単位", "賞味期限", "ロット", "日付", "受注数", "状態", "在庫区分",
        "qty", "On Hand", "SKU", "Location", "合計", "4901234567894", "0001", "12", "▲5", "1,234", "-", "2020/04/01", "05/16(木)", "R2.4.1", "個", "箱",
        "良品", "(", "）", "（枚）", "\"", "\u0000", "\uD800", "ｶﾞ", "4.9E+12", "99999999999999999999999999999999", "庫存數量", "재고수량", "在庫(枚)", "()", "[]",
    ];

    private static readonly Gen<string> Cell = Gen.Frequency(
        (8, Gen.Elements(Pieces)),
        (1, Gen.Choose(-9, 99999).Select(x => x.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        (1, ArbMap.Default.GeneratorFor<string>().Select(x => x ?? string.Empty)));

    private static readonly Gen<string[][]> Table = Cell.ArrayOf().ArrayOf();

    [Fact]
    public void Any_table_gets_an_answer_within_its_bounds() =>
        Prop.ForAll(Arb.From(Table), rows =>
        {
            ProfileSuggestion suggestion = TableSuggester.Suggest(rows, new SuggestionHints
            {
                FileName = rows.Length > 0 && rows[0].Length > 0 ? rows[0][0] : null,
                Participant = TestFeed.Shop,
                Location = "0001",
            });
            int width = rows.Select(x => x.Length).DefaultIfEmpty(0).Max();
            return suggestion.Confidence is >= 0 and <= 1
                && (suggestion.Profile is not null) != (suggestion.Failure is not null)
                && suggestion.HeaderRow >= 0 && suggestion.HeaderRow <= rows.Length
                && suggestion.Columns.Select((x, i) => x.Index == i && x.Index < width && x.Confidence is >= 0 and <= 1).All(x => x);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(60));

    [Fact]
    public void The_same_table_gets_the_same_answer() =>
        Prop.ForAll(Arb.From(Table), rows =>
        {
            var hints = new SuggestionHints { Participant = TestFeed.Shop };
            return Mapping.Of(TableSuggester.Suggest(rows, hints)) == Mapping.Of(TableSuggester.Suggest(rows, hints));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void A_sure_suggestion_is_always_a_valid_profile() =>
        Prop.ForAll(Arb.From(Table), rows =>
        {
            ProfileSuggestion suggestion = TableSuggester.Suggest(
                rows, new SuggestionHints { Participant = TestFeed.Shop, Location = "0001" });
            if (suggestion.Confidence < ProfileSuggestion.SureFrom)
                return true;
            FeedProfile loaded = Mapping.Reload(suggestion.Profile!);
            return loaded.Columns.ContainsKey("quantity") || loaded.Quantities.Count > 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(60));

    [Fact]
    public async Task Any_bytes_get_an_answer()
    {
        Gen<byte[]> bytes = ArbMap.Default.GeneratorFor<byte>().ArrayOf();
        foreach (byte[] file in bytes.Sample(300, 200))
        {
            ProfileSuggestion suggestion = await Mapping.SuggestAsync(file);
            Assert.True(suggestion.Profile is not null || suggestion.Failure is not null);
        }
    }

    [Fact]
    public void The_widest_and_longest_table_does_not_hang()
    {
        string[] header = [.. Enumerable.Range(0, 4000).Select(x => $"在庫数{x}予定(枚)_受注")];
        string[] row = [.. Enumerable.Range(0, 4000).Select(x => $"{x},{new string('9', 300)}")];
        var clock = Stopwatch.StartNew();
        ProfileSuggestion suggestion = TableSuggester.Suggest(
            [header, .. Enumerable.Repeat(row, 2000)], new SuggestionHints { Participant = TestFeed.Shop });
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), clock.Elapsed.ToString());
        Assert.True(suggestion.Columns.Count <= 512);
    }
}
