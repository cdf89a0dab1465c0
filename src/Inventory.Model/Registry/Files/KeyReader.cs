using System.Buffers;
using Inventory.Model.Identifiers;

namespace Inventory.Model.Registry.Files;

/// <summary>Reads <c>keys.json</c>.</summary>
internal static class KeyReader
{
    private const string File = "keys.json";

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    public static List<ApiKey> Read(JsonValue list, Dictionary<string, Participant> participants, RegistryErrors errors)
    {
        var keys = new List<ApiKey>(list.Items.Count);
        var hashes = new HashSet<string>();
        if (!list.IsArray)
            errors.Add(File, list.Line, "expected a list");
        foreach (JsonValue value in list.Items)
        {
            var fields = new JsonFields(value, File, errors);
            string hash = fields.RequiredText("sha256");
            // A wrong hash is not repeated in the error: it might be a key written in clear by mistake.
            if (hash.Length > 0 && (hash.Length != 64 || hash.AsSpan().ContainsAnyExcept(Hexadecimal)))
                fields.Error("sha256", "expected 64 lower-case hexadecimal digits");
            if (!hashes.Add(hash))
                fields.Error("sha256", "the same key stands twice");
            string role = fields.RequiredText("role");
            if (role.Length > 0 && role is not ("ministry" or "participant"))
                fields.Error("role", $"\"{role}\" is not one of ministry, participant");
            string? participant = fields.Text("participant");
            if (role == "participant" && (participant is null || !participants.ContainsKey(participant)))
                fields.Error("participant", $"\"{participant}\" is not in participants.csv");
            if (role == "ministry" && participant is not null)
                fields.Error("participant", "a key of the ministry belongs to no participant");
            ParticipantId? id = role == "participant" && participant is not null ? new ParticipantId(participant) : null;
            keys.Add(new ApiKey(hash, id, role == "ministry", fields.Flag("demo", false)));
            fields.Finish();
        }

        return keys;
    }
}
