using Inventory.Server.Core;
using Inventory.Storage;

namespace Inventory.Server.Problems;

/// <summary>
/// Turns what falls through into problem details: a bad environment is a 503, a mistake of ours a logged 500.
/// </summary>
internal sealed partial class ErrorGate(RequestDelegate next, ILogger<ErrorGate> log)
{
    /// <summary>The middleware.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is
                {
                    HasStarted: false, StatusCode: 404 or 405, ContentLength: null,
                    ContentType: null
                })
                await Empty(context.Response.StatusCode).ExecuteAsync(context);
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, e);
        }
    }

    private static Problem Empty(int status) => status == 404
        ? ProblemReasons.NotFound()
        : new Problem(status, "methodNotAllowed", new Model.Rejections.LocalizedText(
            "このアドレスではその方法は使えません。", "This method is not allowed here."));

    private async Task AnswerAsync(HttpContext context, Exception error)
    {
        switch (error)
        {
            case OperationCanceledException when context.RequestAborted.IsCancellationRequested:
                return;
            case StorageException:
                // Logged once where the log's health is kept.
                await ProblemReasons.LogUnavailable().ExecuteAsync(context);
                return;
            case CoreUnavailableException:
                await ProblemReasons.CoreUnavailable().ExecuteAsync(context);
                return;
            case BadHttpRequestException bad:
                await BadRequest(bad.StatusCode).ExecuteAsync(context);
                return;
            default:
                LogMistake(error, context.Request.Method, context.GetEndpoint()?.DisplayName ?? "none");
                await ProblemReasons.Internal().ExecuteAsync(context);
                return;
        }
    }

    private static Problem BadRequest(int status) => status == StatusCodes.Status413PayloadTooLarge
        ? ProblemReasons.Rejected(status, Model.Rejections.RejectionReason.TooLarge)
        : new Problem(status, "requestMalformed", new Model.Rejections.LocalizedText(
            "リクエストの形が正しくありません。", "The request is not well formed."));

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed: {Method} {Endpoint}")]
    private partial void LogMistake(Exception error, string method, string endpoint);
}
