/// What is known of each error of the specification. Numbers of errors stand here and nowhere else.
///
/// Errors come and go with versions: `older` is what a version before the first one says in place of an error, `newer`
/// what a version after the last one says. These chains end in a code of every version; a test follows them all.
struct ErrorRow: Sendable {
    let code: ErrorCode
    /// Without the prefix of its type.
    let name: String
    let number: UInt16
    /// The number in 1.0, where that is another one.
    let numberIn10: UInt16
    let since: OpenFlowVersion
    let until: OpenFlowVersion
    let older: ErrorCode?
    let newer: ErrorCode?

    init(
        _ code: ErrorCode,
        _ name: String,
        _ number: UInt16,
        in10: UInt16? = nil,
        since: OpenFlowVersion = .v1_0,
        until: OpenFlowVersion = .v1_5,
        older: ErrorCode? = nil,
        newer: ErrorCode? = nil
    ) {
        self.code = code
        self.name = name
        self.number = number
        self.numberIn10 = in10 ?? number
        self.since = since
        self.until = until
        self.older = older
        self.newer = newer
    }
}

/// The errors of one type.
struct ErrorGroup: Sendable {
    /// What the names of its codes begin with.
    let prefix: String
    let number: UInt16
    /// 1.0 has no errors of instructions, matches and groups; its numbers close up.
    let numberIn10: UInt16
    let rows: [ErrorRow]

    init(_ prefix: String, _ number: UInt16, in10: UInt16? = nil, _ rows: [ErrorRow]) {
        self.prefix = prefix
        self.number = number
        self.numberIn10 = in10 ?? number
        self.rows = rows
    }
}
