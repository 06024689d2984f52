/// PACKET_IN (1.3.5 §7.4.1; 1.0.0 §5.4.1).
public struct PacketIn: Hashable, Sendable {
    /// Why the frame comes; the codec maps 1.4's finer reasons to those of older versions.
    public enum Reason: UInt8, Sendable {
        case noMatch = 0  // 1.4: TABLE_MISS
        case action = 1  // 1.4: APPLY_ACTION
        case invalidTTL = 2
        case actionSet = 3
        case group = 4
        case packetOut = 5
    }

    /// Where the switch keeps the frame; nil: nowhere, `data` is all of it.
    public var bufferID: UInt32?
    /// Bytes of the whole frame.
    public var totalLength: UInt16
    public var reason: Reason
    public var tableID: UInt8
    /// All ones for a packet that met no entry (1.3: its table-miss entry has a cookie, though).
    public var cookie: UInt64
    /// The pipeline fields: in_port, and in_phy_port, metadata, tunnel_id when not zero. 1.0 sends in_port only.
    public var match: Match
    public var data: [UInt8]

    public init(
        bufferID: UInt32?,
        totalLength: UInt16,
        reason: Reason,
        tableID: UInt8 = 0,
        cookie: UInt64 = .max,
        match: Match,
        data: [UInt8]
    ) {
        self.bufferID = bufferID
        self.totalLength = totalLength
        self.reason = reason
        self.tableID = tableID
        self.cookie = cookie
        self.match = match
        self.data = data
    }

    /// The port the frame came in by; `.any` when the match does not say.
    public var inPort: PortNumber {
        PortNumber(UInt32(truncatingIfNeeded: match[.inPort]?.value ?? 0xffff_ffff))
    }
}

/// PACKET_OUT (1.3.5 §7.3.7; 1.0.0 §5.3.6).
public struct PacketOut: Hashable, Sendable {
    public var bufferID: UInt32?
    /// The port the frame counts as received on; CONTROLLER or `.any` for none.
    public var inPort: PortNumber
    /// 1.5: pipeline fields besides in_port.
    public var pipelineFields: Match
    public var actions: [Action]
    /// The frame; empty when `bufferID` names it.
    public var data: [UInt8]

    public init(
        bufferID: UInt32? = nil,
        inPort: PortNumber = .controller,
        pipelineFields: Match = Match(),
        actions: [Action],
        data: [UInt8] = []
    ) {
        self.bufferID = bufferID
        self.inPort = inPort
        self.pipelineFields = pipelineFields
        self.actions = actions
        self.data = data
    }
}
