public import OpenFlow
public import OpenFlowWire

/// One thing found where OpenFlow is looked for: a message, or what is wrong.
public struct Finding: Sendable {
    /// Which way the bytes went.
    public struct Direction: Hashable, Sendable {
        public var source: Endpoint
        public var destination: Endpoint

        public init(source: Endpoint, destination: Endpoint) {
            self.source = source
            self.destination = destination
        }

        var reversed: Direction { Direction(source: destination, destination: source) }
    }

    public enum Content: Sendable {
        case message(Envelope, version: OpenFlowVersion, header: MessageHeader)
        /// A whole message that breaks the rules; `error` is what the specification says about it.
        case undecoded([UInt8], header: MessageHeader, error: OpenFlowError)
        /// Bytes that no message begins with: `head` are the first ones of `byteCount`.
        case skipped(head: [UInt8], byteCount: Int)
        /// The end of the bytes, or a gap in them, within a message; `needed` is its length, if that is known.
        case cut([UInt8], needed: Int?)
        /// Bytes that were sent but are not in the capture.
        case gap(byteCount: Int)
        /// A stream that cannot be read.
        case encrypted
        /// Frames that were left out, as they are parts of IP packets.
        case fragments(count: Int)
    }

    /// When the last byte was captured, in nanoseconds since 1970; nil in hexadecimal text.
    public var time: UInt64?
    public var direction: Direction?
    /// Of the first byte, in the hexadecimal text or in this direction of the connection.
    public var offset: Int
    public var content: Content

    /// True for all but decoded messages.
    public var isProblem: Bool {
        if case .message = content { return false }
        return true
    }
}

/// An address and a port, "10.0.0.1:6653" or "[2001:db8::1]:6653".
public struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    /// IPv4 addresses in the lower 32 bits.
    public var address: UInt128
    public var isIPv6: Bool
    public var port: UInt16

    public init(address: UInt128, isIPv6: Bool, port: UInt16) {
        self.address = address
        self.isIPv6 = isIPv6
        self.port = port
    }

    public var description: String {
        isIPv6
            ? "[\(AddressText.ipv6(address))]:\(port)"
            : "\(AddressText.ipv4(UInt32(truncatingIfNeeded: address))):\(port)"
    }
}
