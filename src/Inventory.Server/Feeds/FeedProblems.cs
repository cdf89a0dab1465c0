using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Server.Problems;

namespace Inventory.Server.Feeds;

/// <summary>The reasons of the calls that try and save feeds. Names never change.</summary>
internal static class FeedProblems
{
    private const int ErrorsMax = 100;

    /// <summary>The profile is wrong; each error names its line.</summary>
    public static Problem ProfileInvalid(IReadOnlyList<RegistryError> errors) =>
        new(400, "profileInvalid", new LocalizedText(
            "フィード定義に誤りがあります。errors の行を直してください。", "The feed profile is wrong; correct the lines named in errors."))
        {
            Members = json =>
            {
                json.WriteStartArray("errors"u8);
                foreach (RegistryError error in errors.Take(ErrorsMax))
                {
                    json.WriteStartObject();
                    json.WriteNumber("line"u8, error.Line);
                    json.WriteString("message"u8, error.Message);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            },
        };

    /// <summary>The profile names another participant.</summary>
    public static Problem ProfileForbidden() => new(403, "profileForbidden", new LocalizedText(
        "フィード定義の participant は、鍵の持ち主でなければなりません。",
        "The profile's participant must be the one whose key this is."));

    /// <summary>The id is the registry's or another participant's.</summary>
    public static Problem FeedTaken() => new(409, "feedTaken", new LocalizedText(
        "このフィード番号はすでに使われています（登録簿、またはほかの参加者）。別の番号にしてください。",
        "This feed id belongs to the registry's folder or to another participant; choose another one."));

    /// <summary>The participant has saved as many as may be.</summary>
    public static Problem TooManyFeeds(int max) => new(409, "tooManyFeeds", new LocalizedText(
        $"保存できるフィードは {max} 件までです。使わないものを消してください。",
        $"A participant can save {max} feeds; delete one that is not used."));

    /// <summary>The body is not multipart/form-data with a profile and a file.</summary>
    public static Problem MultipartInvalid(string ja, string en) => new(400, "multipartInvalid", new LocalizedText(
        "multipart/form-data で profile と file を一つずつ送ってください。" + ja,
        "Send multipart/form-data with one part 'profile' and one part 'file'. " + en));
}
