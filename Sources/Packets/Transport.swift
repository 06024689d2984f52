/// Ports by whichever transport protocol the frame has: what OpenFlow 1.0 calls tp_src and tp_dst (1.0.0 §5.2.4).

extension Frame {
    /// False unless the frame has a TCP, UDP or SCTP header.
    @discardableResult @inlinable
    public mutating func setTransportSource(_ port: UInt16, _ layout: HeaderLayout) -> Bool {
        switch layout.ipProtocol {
        case IPProtocol.tcp: setTCPSource(port, layout)
        case IPProtocol.udp: setUDPSource(port, layout)
        case IPProtocol.sctp: setSCTPSource(port, layout)
        default: false
        }
    }

    /// False unless the frame has a TCP, UDP or SCTP header.
    @discardableResult @inlinable
    public mutating func setTransportDestination(_ port: UInt16, _ layout: HeaderLayout) -> Bool {
        switch layout.ipProtocol {
        case IPProtocol.tcp: setTCPDestination(port, layout)
        case IPProtocol.udp: setUDPDestination(port, layout)
        case IPProtocol.sctp: setSCTPDestination(port, layout)
        default: false
        }
    }
}
