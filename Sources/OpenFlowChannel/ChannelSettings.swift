public import OpenFlow

/// Times and limits of the connections of one switch, controller or tool.
public struct ChannelSettings: Sendable {
    /// What is offered in HELLO.
    public var versions: Set<OpenFlowVersion>
    /// Silence after which an ECHO_REQUEST goes out, and again the time its answer may take; zero: no keep-alive.
    public var echoInterval: Duration = .seconds(5)
    /// Time the peer has to complete its HELLO.
    public var handshakeTimeout: Duration = .seconds(5)
    /// Time a connection may take to come about.
    public var connectTimeout: Duration = .seconds(5)
    /// Pause after the first failed attempt; it doubles with each further one until a connection has become ready.
    public var initialBackoff: Duration = .seconds(1)
    /// The longest pause between attempts.
    public var maximumBackoff: Duration = .seconds(8)
    /// Messages that the consumer may have in hand; with more of them nothing is read until it acknowledges some.
    public var inboundLimit = 1024
    /// Bytes waiting to be written from which on packet-ins are dropped.
    public var outboundSoftLimit = 4 << 20
    /// Bytes waiting to be written from which on the connection is given up.
    public var outboundHardLimit = 64 << 20

    public init(versions: Set<OpenFlowVersion>) { self.versions = versions }
}

extension Duration {
    /// Nanoseconds, the unit of all times inside; negative ones are 0.
    var nanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        let (whole, overflow) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? .max / 2 : min(whole, .max / 2) + UInt64(attoseconds) / 1_000_000_000
    }
}
