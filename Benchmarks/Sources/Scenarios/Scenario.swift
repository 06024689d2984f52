public import OpenFlow

/// A rule set and the frames that run through it. Frames come in by port 1.
public enum Scenario: String, CaseIterable, Sendable {
    /// One rule, on the port.
    case portRule = "port-rule"
    /// A thousand rules, each exact in the 5-tuple, and as many frames, one for each.
    case fiveTuples = "five-tuples"
    /// Addresses and a port rewritten, checksums updated, a VLAN tag pushed.
    case rewrite
    /// To all other ports.
    case flood
    /// Metadata written in the first table and matched in the second, the output in the action set.
    case twoTables = "two-tables"
    /// The action NORMAL: a thousand stations talk to one, all of them known.
    case normal
    /// 64 bytes of every frame go to the controller, which takes them out of the ring; no frame is forwarded.
    case packetIn = "packet-in"

    var sendsPacketIns: Bool { self == .packetIn }

    /// Frames sent for each frame received.
    var copies: UInt64 {
        switch self {
        case .portRule, .fiveTuples, .rewrite, .twoTables, .normal: 1
        case .flood: UInt64(LoopbackSwitch.portCount - 1)
        case .packetIn: 0
        }
    }

    public var flows: [FlowMod] {
        switch self {
        case .portRule: [flow([inPort], [.applyActions([toPort2])])]
        case .fiveTuples: (0..<Self.flowCount).map { flow(fiveTuple($0), [.applyActions([toPort2])]) }
        case .rewrite: [flow([inPort] + udp, [.applyActions(rewriting + [toPort2])])]
        case .flood: [flow([inPort], [.applyActions([.output(port: .flood, maxLength: 0)])])]
        case .twoTables:
            [
                flow([inPort], [.writeActions([toPort2]), .writeMetadata(value: 7, mask: 0xff), .gotoTable(1)]),
                flow([FieldMatch(.metadata, 7, mask: 0xff)], [.writeActions([.decrementNetworkTTL])], table: 1),
            ]
        case .normal: [flow([inPort], [.applyActions([Self.normally])])]
        case .packetIn: [flow([inPort], [.applyActions([.output(port: .controller, maxLength: 64)])])]
        }
    }

    /// What happens once before the frames: the station that all talk to is heard by port 2.
    var packetOuts: [PacketOut] {
        guard self == .normal else { return [] }
        let heard = udpFrame(
            station: Self.station,
            destinationStation: .max,
            source: destination,
            destination: source(0),
            sourcePort: destinationPort,
            destinationPort: sourcePort(0)
        )
        return [PacketOut(inPort: PortNumber(2), actions: [Self.normally], data: heard)]
    }

    var frames: [[UInt8]] {
        let count = self == .fiveTuples || self == .normal ? Self.flowCount : 64
        return (0..<count).map {
            udpFrame(
                station: 0x0200_0000_1000 + (self == .normal ? UInt64($0) : 0),
                destinationStation: Self.station,
                source: source($0),
                destination: destination,
                sourcePort: sourcePort($0),
                destinationPort: destinationPort
            )
        }
    }

    private static var flowCount: Int { 1000 }
    private static var station: UInt64 { 0x0200_0000_0002 }
    private static var normally: Action { .output(port: .normal, maxLength: 0) }
    private var inPort: FieldMatch { FieldMatch(.inPort, 1) }
    private var udp: [FieldMatch] { [FieldMatch(.ethType, 0x0800), FieldMatch(.ipProto, 17)] }
    private var toPort2: Action { .output(port: PortNumber(2), maxLength: 0) }
    private var destination: UInt32 { 0x0a00_0002 }
    private var destinationPort: UInt16 { 2000 }
    private func source(_ index: Int) -> UInt32 { 0x0a01_0000 + UInt32(index) }
    private func sourcePort(_ index: Int) -> UInt16 { UInt16(10_000 + index) }

    private var rewriting: [Action] {
        [
            .setField(FieldMatch(.ethDst, 0x0200_0000_0009)), .setField(FieldMatch(.ipv4Dst, 0x0a00_0009)),
            .setField(FieldMatch(.udpDst, 9)), .pushVLAN(etherType: 0x8100),
            .setField(FieldMatch(.vlanVID, 0x1000 | 5)),
        ]
    }

    private func fiveTuple(_ index: Int) -> [FieldMatch] {
        udp + [
            FieldMatch(.ipv4Src, UInt128(source(index))), FieldMatch(.ipv4Dst, UInt128(destination)),
            FieldMatch(.udpSrc, UInt128(sourcePort(index))), FieldMatch(.udpDst, UInt128(destinationPort)),
        ]
    }

    /// With an idle timeout, so that timers are part of what runs.
    private func flow(_ match: [FieldMatch], _ instructions: [Instruction], table: UInt8 = 0) -> FlowMod {
        FlowMod(
            .add,
            tableID: table,
            priority: 10,
            match: Match(match),
            instructions: instructions,
            idleTimeout: 3600
        )
    }
}
