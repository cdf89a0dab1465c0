using System.Text;

namespace Inventory.Cli.Push;

/// <summary>File names in a header: RFC 3986 percent-encoded UTF-8 where a header could not carry the name as it
/// is.</summary>
internal static class PercentName
{
    /// <summary>The name for <c>X-File-Name</c>.</summary>
    public static string Encode(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (byte b in Encoding.UTF8.GetBytes(name))
        {
            // The unreserved characters stay; a percent sign must not, or it would be taken for an escape.
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~')
                text.Append((char)b);
            else
                text.Append('%').Append(b.ToString("X2"));
        }

        return text.ToString();
    }
}
