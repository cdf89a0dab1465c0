using Inventory.Model.Rejections;
using Inventory.Server.Ingest;
using Inventory.Server.Options;
using Inventory.Server.Problems;
using Inventory.Storage.Files;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Inventory.Server.Feeds;

/// <summary>
/// The two parts of a preview's body, in any order. The body is received whole before it is taken apart, and each
/// part has its own bound.
/// </summary>
internal sealed class MultipartBody : IAsyncDisposable
{
    private const int BoundaryLengthMax = 70;

    // Boundaries and headers of a few parts.
    private const int OverheadBytesMax = 64 * 1024;

    private MultipartBody()
    {
    }

    /// <summary>The bytes of the part <c>profile</c>.</summary>
    public byte[] Profile { get; private set; } = [];

    /// <summary>The part <c>file</c>, at its start.</summary>
    public Stream File { get; private set; } = Stream.Null;

    /// <summary>The file's name; null when none was given.</summary>
    public string? FileName { get; private set; }

    /// <summary>Reads both parts; or the problem to answer with.</summary>
    public static async Task<(MultipartBody? Parts, Problem? Problem)> ReadAsync(
        HttpContext context, BodyReader bodies, ServerLimits limits)
    {
        if (Boundary(context.Request.ContentType) is not { } boundary)
        {
            return (null, FeedProblems.MultipartInvalid(
                "Content-Type に boundary がありません。", "The Content-Type has no usable boundary."));
        }

        long bytesMax = limits.BodyBytesMax + SavedFeedStore.BytesMax + OverheadBytesMax;
        (Stream? body, Problem? problem) = await bodies.ReadAsync(context, bytesMax);
        if (body is null)
            return (null, problem);
        await using (body)
        {
            var parts = new MultipartBody();
            try
            {
                problem = await parts.TakeApartAsync(
                    new MultipartReader(boundary, body), bodies, limits, context.RequestAborted);
            }
            catch (InvalidDataException e)
            {
                problem = FeedProblems.MultipartInvalid("形が正しくありません。", e.Message);
            }
            catch (IOException e) when (e.Message.Contains("end of Stream", StringComparison.OrdinalIgnoreCase))
            {
                problem = FeedProblems.MultipartInvalid("途中で切れています。", "It ends in the middle.");
            }
            catch (IOException)
            {
                problem = ProblemReasons.LogUnavailable();
            }

            if (problem is null)
                return (parts, null);
            await parts.DisposeAsync();
            return (null, problem);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => File.DisposeAsync();

    private async Task<Problem?> TakeApartAsync(
        MultipartReader reader, BodyReader bodies, ServerLimits limits, CancellationToken cancellation)
    {
        bool hasProfile = false;
        bool hasFile = false;
        for (int i = 0; await reader.ReadNextSectionAsync(cancellation) is { } section; i++)
        {
            if (i == limits.MultipartPartsMax)
                return FeedProblems.MultipartInvalid("部分が多すぎます。", "There are too many parts.");
            ContentDispositionHeaderValue? disposition = section.GetContentDispositionHeader();
            string? name = HeaderUtilities.RemoveQuotes(disposition?.Name ?? default).Value;
            if (name is not ("profile" or "file"))
                continue;
            if (name == "profile" ? hasProfile : hasFile)
                return FeedProblems.MultipartInvalid($"{name} が二つあります。", $"The part '{name}' stands twice.");
            long bytesMax = name == "profile" ? SavedFeedStore.BytesMax : limits.BodyBytesMax;
            if (await bodies.BufferAsync(section.Body, bytesMax, cancellation) is not { } part)
                return ProblemReasons.Rejected(StatusCodes.Status413PayloadTooLarge, RejectionReason.TooLarge);
            if (name == "profile")
            {
                hasProfile = true;
                await using (part)
                    Profile = await BytesAsync(part, cancellation);
            }
            else
            {
                hasFile = true;
                (File, FileName) = (part, NameOf(disposition!));
            }
        }

        return hasProfile && hasFile ? null : FeedProblems.MultipartInvalid(
            hasProfile ? "file がありません。" : "profile がありません。",
            $"The part '{(hasProfile ? "file" : "profile")}' is missing.");
    }

    private static async Task<byte[]> BytesAsync(Stream part, CancellationToken cancellation)
    {
        using var copy = new MemoryStream();
        await part.CopyToAsync(copy, cancellation);
        return copy.ToArray();
    }

    private static string? NameOf(ContentDispositionHeaderValue disposition) => SentName.Of(
        disposition.FileNameStar.HasValue
            ? disposition.FileNameStar.Value
            : HeaderUtilities.RemoveQuotes(disposition.FileName).Value);

    private static string? Boundary(string? contentType)
    {
        bool isMultipart = MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);
        if (!isMultipart)
            return null;
        string? boundary = HeaderUtilities.RemoveQuotes(type!.Boundary).Value;
        return string.IsNullOrWhiteSpace(boundary) || boundary.Length > BoundaryLengthMax ? null : boundary;
    }
}
