using System.Text;
using System.Text.Json;
using Inventory.Model.Registry;
using Inventory.Tests.Adapters;
using Xunit;
using Xunit.Abstractions;

namespace Inventory.Tests.Model.Registry;

/// <summary>What a profile's sections say is written and read back whole: a field that the writer forgets would change how
/// a participant's file is read after the next save.</summary>
public sealed class SectionRoundTripTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_122;
    private const int Profiles = 300;

    [Theory]
    [InlineData("edi")]
    [InlineData("fixedWidth")]
    [InlineData("paths")]
    [InlineData("gs1")]
    [InlineData("epcis")]
    public void A_section_that_is_written_and_read_again_is_the_same(string section)
    {
        for (int i = 0; i < Profiles; i++)
        {
            output.WriteLine($"seed {Seed + i}");
            FeedProfile stated = Profile(section, new SectionSamples(Seed + i));
            string text = Write(stated);
            FeedProfile read = Read(text);
            Assert.Equal(Facts(stated), Facts(read));
            Assert.Equal(text, Write(read));
        }
    }

    [Fact]
    public void A_variant_keeps_its_own_sections_and_its_lack_of_them()
    {
        for (int i = 0; i < Profiles; i++)
        {
            var samples = new SectionSamples(Seed + i);
            FeedProfile main = Profile("fixedWidth", samples);
            FeedProfile stated = main with { Variants = [Profile("edi", samples), main with { FixedWidth = samples.FixedWidth() }] };
            FeedProfile read = Read(Write(stated));
            Assert.Null(read.Variants[0].FixedWidth);
            Assert.Equal(Facts(stated), Facts(read));
        }
    }

    private static FeedProfile Profile(string section, SectionSamples samples)
    {
        var profile = new FeedProfile { Id = "made", Participant = TestFeed.Shop, Format = FormatOf(section) };
        return section switch
        {
            "edi" => profile with { Edi = samples.Edi() },
            "fixedWidth" => profile with { FixedWidth = samples.FixedWidth() },
            "paths" => profile with { Paths = samples.Paths() },
            "gs1" => profile with { Gs1 = samples.Gs1() },
            _ => profile with { Epcis = samples.Epcis() },
        };
    }

    private static string FormatOf(string section) => section switch
    {
        "edi" => "edifact-invrpt",
        "fixedWidth" => "fixed-width",
        "paths" => "json",
        "gs1" => "gs1-inventory",
        _ => "epcis",
    };

    private static string Write(FeedProfile profile)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            FeedProfileJson.Write(json, profile);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static FeedProfile Read(string text)
    {
        var errors = new List<RegistryError>();
        FeedProfile? read = RegistryLoader.LoadFeed(text, "made.json", errors);
        Assert.True(read is not null, string.Join("; ", errors) + text);
        return read;
    }

    /// <summary>All that a profile says, by its properties and not by its writer.</summary>
    private static string Facts(FeedProfile profile) => JsonSerializer.Serialize(profile);
}
