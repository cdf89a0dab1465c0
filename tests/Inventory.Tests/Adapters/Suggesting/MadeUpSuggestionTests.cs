using System.Text;
using Inventory.Adapters;
using Inventory.Adapters.Suggesting;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.Tests.Adapters.Suggesting;

/// <summary>The score over made-up files: how many are mapped right, and that none is mapped wrongly with
/// certainty.</summary>
public sealed class MadeUpSuggestionTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Nearly_all_made_up_files_are_mapped_right_and_none_wrongly_with_certainty()
    {
        int right = 0;
        int sure = 0;
        int known = 0;
        int files = 0;
        var wrong = new List<string>();
        foreach (MadeUpFile file in MadeUpTables.All())
        {
            files++;
            ProfileSuggestion suggestion = await Mapping.SuggestAsync(Bytes(file), location: "0001");
            bool isSure = suggestion.Confidence >= ProfileSuggestion.SureFrom;
            string found = Mapping.Of(suggestion);
            bool isRight = !file.IsDoubtful && found == file.Mapping && suggestion.HeaderRow == file.HeaderRow;
            known += file.IsDoubtful ? 0 : 1;
            right += isRight ? 1 : 0;
            sure += isRight && isSure ? 1 : 0;
            if (isSure && !isRight)
                wrong.Add(file.Name);
            if (!isRight)
                output.WriteLine($"{suggestion.Confidence:0.00} {file.Name}: [{found}] for [{file.Mapping}] header {suggestion.HeaderRow}");
        }

        output.WriteLine($"{files} files, {known} that can be known: right {right}, right and sure {sure}, wrong and sure {wrong.Count}");
        Assert.Empty(wrong);
        Assert.True(files >= 60);
        Assert.True(right >= known * 0.95, $"right {right} of {known}");
        Assert.True(sure >= known * 0.7, $"right and sure {sure} of {known}");
    }

    [Fact]
    public async Task A_right_profile_is_valid_and_reads_every_line_of_its_file()
    {
        foreach (MadeUpFile file in MadeUpTables.All().Where(x => !x.IsDoubtful))
        {
            // A total and the titles' time are matters of the reader.
            if (file.Name.EndsWith("/total", StringComparison.Ordinal) || file.Name.EndsWith("/dated", StringComparison.Ordinal))
                continue;
            ProfileSuggestion suggestion = await Mapping.SuggestAsync(Bytes(file), location: "0001");
            if (Mapping.Of(suggestion) != file.Mapping)
                continue;
            FeedReading reading = await Mapping.LoopAsync(suggestion.Profile!, Bytes(file));
            Assert.True(reading.Failure is null, $"{file.Name}: {reading.Failure}");
            Assert.True(reading.Rejected == 0, $"{file.Name}: {string.Join(";", reading.Rejections.Take(1))}");
            Assert.True(reading.Accepted + reading.Unknown >= 24, $"{file.Name}: {reading.Accepted}");
        }
    }

    private static byte[] Bytes(MadeUpFile file) => Encoding.UTF8.GetBytes(file.Text);
}
