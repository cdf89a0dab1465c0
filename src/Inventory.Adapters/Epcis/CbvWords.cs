using System.Collections.Frozen;
using Inventory.Model.Registry;

namespace Inventory.Adapters.Epcis;

/// <summary>
/// Words of the core business vocabulary, in all their forms: <c>shipping</c>,
/// <c>urn:epcglobal:cbv:bizstep:shipping</c>, <c>https://ref.gs1.org/cbv/BizStep-shipping</c>,
/// <c>cbv:BizStep-shipping</c>.
/// A private word is known by its last part.
/// </summary>
internal sealed class CbvWords(EpcisMapping mapping)
{
    // Steps by which goods enter a place's stock or leave it. Staging, loading, arriving and unloading are parts of
    // shipping and receiving: counted there, and not twice.
    private static readonly FrozenDictionary<string, StepEffect> Steps = new Dictionary<string, StepEffect>
    {
        ["receiving"] = StepEffect.In,
        ["accepting"] = StepEffect.In,
        ["commissioning"] = StepEffect.In,
        ["creating_class_instance"] = StepEffect.In,
        ["void_shipping"] = StepEffect.In,
        ["shipping"] = StepEffect.Out,
        ["departing"] = StepEffect.Out,
        ["consigning"] = StepEffect.Out,
        ["retail_selling"] = StepEffect.Out,
        ["dispensing"] = StepEffect.Out,
        ["destroying"] = StepEffect.Out,
        ["decommissioning"] = StepEffect.Out,
        ["stock_taking"] = StepEffect.Count,
        ["cycle_counting"] = StepEffect.Check,
    }.ToFrozenDictionary();

    private readonly Dictionary<string, StepEffect> _own = Own(mapping);

    /// <summary>The effect of an event: the step decides; where it says nothing, ADD and DELETE of an object event
    /// do.</summary>
    public StepEffect EffectOf(EventType type, string? step, string? action)
    {
        StepEffect effect = StepEffect.None;
        if (step is not null && !_own.TryGetValue(Bare(step), out effect))
            Steps.TryGetValue(Bare(step), out effect);
        // Of the others, ADD and DELETE say that a link was made or dissolved, not that goods came or went.
        if (type != EventType.ObjectEvent || effect is StepEffect.Count or StepEffect.Check)
            return effect;
        if (action == "DELETE")
            return StepEffect.Out;
        return effect == StepEffect.None && action == "ADD" ? StepEffect.In : effect;
    }

    /// <summary>The last part of a word, in lower case.</summary>
    public static string Bare(string word)
    {
        ReadOnlySpan<char> text = word.AsSpan().Trim();
        text = text[(text.LastIndexOfAny(':', '/', '#') + 1)..];
        if (text.StartsWith("BizStep-", StringComparison.OrdinalIgnoreCase))
            text = text["BizStep-".Length..];
        else if (text.StartsWith("Disp-", StringComparison.OrdinalIgnoreCase))
            text = text["Disp-".Length..];
        return text.ToString().ToLowerInvariant();
    }

    private static Dictionary<string, StepEffect> Own(EpcisMapping mapping)
    {
        var own = new Dictionary<string, StepEffect>();
        foreach ((string step, string effect) in mapping.BizSteps)
        {
            own[Bare(step)] = effect switch
            {
                "in" => StepEffect.In,
                "out" => StepEffect.Out,
                "count" => StepEffect.Count,
                "check" => StepEffect.Check,
                _ => StepEffect.None,
            };
        }

        return own;
    }
}
