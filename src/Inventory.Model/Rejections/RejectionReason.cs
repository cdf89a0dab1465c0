namespace Inventory.Model.Rejections;

/// <summary>
/// Why a line or a delivery was refused: a closed list, each named as a condition. Numbers are never reused and names
/// never change; texts are in <c>RejectionText</c>, wire names are the camel-case member names. Ordered by precedence.
/// </summary>
public enum RejectionReason
{
    /// <summary>No reason; never on the wire.</summary>
    None = 0,

    // The whole delivery (100..199).

    /// <summary>The body is larger than the limit.</summary>
    TooLarge = 100,

    /// <summary>The body holds nothing.</summary>
    Empty = 101,

    /// <summary>The bytes are not text in the declared or any known encoding.</summary>
    EncodingUnreadable = 102,

    /// <summary>The body is not of the feed's format.</summary>
    FormatMismatch = 103,

    /// <summary>The file ends in the middle of a record.</summary>
    Truncated = 104,

    /// <summary>No column or field holds a quantity.</summary>
    QuantityColumnMissing = 105,

    /// <summary>No column or field holds the item.</summary>
    ItemColumnMissing = 106,

    /// <summary>A row has more columns or a field more characters than the limit.</summary>
    RowTooLong = 107,

    /// <summary>The JSON text is not well formed.</summary>
    JsonMalformed = 108,

    /// <summary>A full delivery holds far fewer lines than the last one and waits for a confirmation.</summary>
    NeedsConfirmation = 109,

    /// <summary>The message is of a version this system does not know.</summary>
    SpecVersionUnknown = 110,

    /// <summary>The body holds more lines than the limit.</summary>
    TooManyLines = 111,

    /// <summary>The message has no envelope: no interchange, no head, no end.</summary>
    EnvelopeMissing = 112,

    /// <summary>A control count of the file disagrees with what it holds, and the feed refuses that.</summary>
    ControlCountWrong = 113,

    /// <summary>The file holds what no stock file needs and attackers use: entities, document types, nested archives,
    /// links to other files.</summary>
    ContentForbidden = 114,

    /// <summary>The nesting is deeper than the limit.</summary>
    TooDeep = 115,

    /// <summary>The file is locked with a password.</summary>
    PasswordProtected = 116,

    /// <summary>The columns could not be found without a doubt; the feed needs a profile that names them.</summary>
    MappingUncertain = 117,

    // Who and which (200..299).

    /// <summary>A required field is missing.</summary>
    FieldMissing = 200,

    /// <summary>The snapshot id is not 1 to 64 printable ASCII characters.</summary>
    SnapshotIdInvalid = 201,

    /// <summary>The snapshot id was used before with other content.</summary>
    IdReused = 202,

    /// <summary>The sender is not a well-formed or known participant.</summary>
    SenderUnknown = 203,

    /// <summary>The caller may not send for this sender.</summary>
    SenderForbidden = 204,

    /// <summary>The location is not well formed.</summary>
    LocationInvalid = 205,

    /// <summary>The location is not in the registry and the feed does not accept unregistered ones.</summary>
    LocationUnknown = 206,

    /// <summary>The location belongs to another participant.</summary>
    LocationForbidden = 207,

    /// <summary>The item is missing.</summary>
    ItemMissing = 208,

    /// <summary>The item id is not well formed.</summary>
    ItemInvalid = 209,

    /// <summary>The item is not in the registry and the feed refuses those.</summary>
    ItemUnknown = 210,

    // When (300..399).

    /// <summary>No as-of could be found.</summary>
    AsOfMissing = 300,

    /// <summary>The as-of is not a time that exists.</summary>
    AsOfInvalid = 301,

    /// <summary>The as-of lies more than five minutes in the future.</summary>
    AsOfInFuture = 302,

    /// <summary>The as-of is older than the registry allows.</summary>
    AsOfTooOld = 303,

    // How much (400..499).

    /// <summary>Neither quantity nor band is stated.</summary>
    QuantityMissing = 400,

    /// <summary>The quantity is not a number.</summary>
    QuantityInvalid = 401,

    /// <summary>The quantity does not fit the exact range.</summary>
    QuantityOutOfRange = 402,

    /// <summary>The quantity is not a whole number of base units.</summary>
    QuantityFractional = 403,

    /// <summary>The unit is missing and the feed has no default.</summary>
    UnitMissing = 404,

    /// <summary>The stated base quantity disagrees with quantity, unit and pack.</summary>
    UnitMismatch = 405,

    /// <summary>The band is not a range.</summary>
    BandInvalid = 406,

    /// <summary>The unit is longer than 32 characters or holds characters that cannot stand in one.</summary>
    UnitInvalid = 407,

    /// <summary>The quantity is a formula whose result is not in the file.</summary>
    QuantityNotComputed = 408,

    // The rest of a line (500..599).

    /// <summary>The status is not in the list.</summary>
    StatusInvalid = 500,

    /// <summary>The sale state is not in the list.</summary>
    SaleStateInvalid = 501,

    /// <summary>The scope is not in the list.</summary>
    ScopeInvalid = 502,

    /// <summary>The expiry is not a date.</summary>
    ExpiryInvalid = 503,

    /// <summary>The owner is not a well-formed participant.</summary>
    OwnerInvalid = 504,

    /// <summary>The lot is longer than 64 characters.</summary>
    LotInvalid = 505,

    /// <summary>The row has fewer columns than its header.</summary>
    RowIncomplete = 506,

    /// <summary>A field has a type the schema does not allow.</summary>
    TypeInvalid = 507,

    /// <summary>The source itself says that this entry is an error.</summary>
    SourceError = 508,

    /// <summary>The segment or record cannot be read as what it claims to be.</summary>
    RecordInvalid = 509,
}
