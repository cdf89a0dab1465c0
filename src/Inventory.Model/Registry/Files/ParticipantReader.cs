using Inventory.Model.Identifiers;

namespace Inventory.Model.Registry.Files;

/// <summary>Reads <c>participants.csv</c>.</summary>
internal static class ParticipantReader
{
    private static readonly string[] Required = ["id", "nameJa"];
    private static readonly string[] Optional = ["nameEn", "corporateNumber", "ultimateParent"];

    public static Dictionary<string, Participant> Read(string file, byte[] bytes, bool isDemo, RegistryErrors errors)
    {
        var participants = new Dictionary<string, Participant>();
        var lines = new Dictionary<string, int>();
        using CsvTable? table = CsvTable.Open(file, bytes, Required, Optional, errors);
        while (table is not null && table.Read())
        {
            if (ReadRow(table, isDemo) is not { } participant)
                continue;
            if (!participants.TryAdd(participant.Id.Value, participant))
                table.Error($"participant \"{participant.Id}\" stands twice, first in line {lines[participant.Id.Value]}");
            lines.TryAdd(participant.Id.Value, table.Line);
        }

        foreach (Participant participant in participants.Values)
            CheckParent(participant, participants, file, lines[participant.Id.Value], errors);
        return participants;
    }

    private static Participant? ReadRow(CsvTable table, bool isDemo)
    {
        string nameJa = table.RequiredText("nameJa");
        string nameEn = table.Text("nameEn");
        string number = table.Text("corporateNumber");
        string parent = table.Text("ultimateParent");
        string text = table.RequiredText("id");
        // A demo names no real company, so its numbers need not be numbers that could be given out.
        bool isNumber = isDemo
            ? number.Length == 13 && CheckDigit.IsAllDigits(number)
            : CorporateNumber.IsValid(number);
        if (number.Length > 0 && !isNumber)
            table.Error($"corporateNumber: \"{number}\" is not 13 digits with a valid check digit");
        ParticipantId parentId = default;
        if (parent.Length > 0 && !ParticipantId.TryParse(parent, out parentId))
            table.Error($"ultimateParent: \"{parent}\" is not a participant's id");
        if (!ParticipantId.TryParse(text, out ParticipantId id))
        {
            table.Error($"id: \"{text}\" is neither a GLN with a valid check digit nor a registry id");
            return null;
        }

        return new Participant
        {
            Id = id,
            NameJa = nameJa,
            NameEn = nameEn.Length > 0 ? nameEn : nameJa,
            CorporateNumber = number.Length > 0 ? number : null,
            UltimateParent = parentId.Value is null ? null : parentId,
        };
    }

    private static void CheckParent(
        Participant participant, Dictionary<string, Participant> participants, string file, int line,
        RegistryErrors errors)
    {
        if (participant.UltimateParent is not { } parent || parent == participant.Id)
            return;
        if (!participants.TryGetValue(parent.Value, out Participant? found))
            errors.Add(file, line, $"ultimateParent: \"{parent}\" is not in the file");
        else if (found.CountedEntity != found.Id)
            errors.Add(file, line, $"ultimateParent: \"{parent}\" has a parent itself; state the one at the top");
    }
}
