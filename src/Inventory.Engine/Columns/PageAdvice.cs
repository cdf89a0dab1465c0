using System.Runtime.InteropServices;

namespace Inventory.Engine.Columns;

/// <summary>Tells Linux how memory will be used.</summary>
internal static unsafe partial class PageAdvice
{
    /// <summary>See madvise(2); 0 when the advice was taken.</summary>
    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Advise(void* address, nuint bytes, int advice);
}
