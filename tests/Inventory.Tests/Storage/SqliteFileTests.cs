using Inventory.Storage;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Inventory.Tests.Storage;

public sealed class SqliteFileTests
{
    /// <summary>Codes of sqlite.org/rescode.html: what passes by itself or by a person's hand is worth a
    /// retry.</summary>
    [Theory]
    [InlineData(13, true, "full")]
    [InlineData(10, true, "disk")]
    [InlineData(5, true, "locked")]
    [InlineData(6, true, "locked")]
    [InlineData(7, true, "memory")]
    [InlineData(8, false, "written")]
    [InlineData(3, false, "written")]
    [InlineData(14, false, "opened")]
    [InlineData(11, false, "corrupt")]
    [InlineData(26, false, "corrupt")]
    [InlineData(19, false, "refused")]
    public void Each_error_says_what_is_wrong_where_and_whether_a_retry_helps(int code, bool isTransient, string word)
    {
        StorageException e = SqliteFile.Translate(new SqliteException("as SQLite says it", code), "data/stock.db");
        Assert.Equal(isTransient, e.IsTransient);
        Assert.Contains(word, e.Message, StringComparison.Ordinal);
        Assert.StartsWith("stock.db", e.Message, StringComparison.Ordinal);
        Assert.Contains("as SQLite says it", e.Message, StringComparison.Ordinal);
    }
}
