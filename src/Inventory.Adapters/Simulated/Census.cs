namespace Inventory.Adapters.Simulated;

/// <summary>People by prefecture. Source: Population Census of Japan 2020, Statistics Bureau; total
/// 126,146,099.</summary>
internal static class Census
{
    private static readonly int[] People =
    [
        0,
        5224614, 1237984, 1210534, 2301996, 959502, 1068027, 1833152, 2867009, 1933146, 1939110, 7344765, 6284480,
        14047594, 9237337, 2201272, 1034814, 1132526, 766863, 809974, 2048011, 1978742, 3633202, 7542415, 1770254,
        1413610, 2578087, 8837685, 5465002, 1324473, 922584, 553407, 671126, 1888432, 2799702, 1342059, 719559,
        950244, 1334841, 691527, 5135214, 811442, 1312317, 1738301, 1123852, 1069576, 1588256, 1467480,
    ];

    /// <summary>People of all prefectures.</summary>
    public const int Total = 126_146_099;

    /// <summary>People of the prefecture with JIS X 0401 index 1 to 47; 0 for the unknown one.</summary>
    public static int PeopleOf(int prefecture) => People[prefecture];
}
