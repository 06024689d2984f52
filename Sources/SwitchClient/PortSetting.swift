public import OpenFlow

/// What `mod-port` can change of a port, in ovs-ofctl's words.
public struct PortSetting: Hashable, Sendable {
    public var bit: PortConfig
    /// Whether the bit is to be set.
    public var isSet: Bool
    public var need: VersionNeed

    /// Reads "up", "no-flood" and the like.
    public init(_ word: String) throws(ClientError) {
        guard let row = Self.rows.first(where: { $0.word == word }) else {
            throw ClientError(
                "\"\(word)\" is no setting of a port; write one of " + Self.rows.map(\.word).joined(separator: ", ")
            )
        }
        (bit, isSet, need) = (row.bit, row.isSet, row.need)
    }

    private static let rows: [(word: String, bit: PortConfig, isSet: Bool, need: VersionNeed)] = {
        let old = VersionNeed("settings for spanning trees and flooding", .v1_0, to: .v1_0)
        return [
            ("up", .portDown, false, .none), ("down", .portDown, true, .none),
            ("receive", .noReceive, false, .none), ("no-receive", .noReceive, true, .none),
            ("forward", .noForward, false, .none), ("no-forward", .noForward, true, .none),
            ("packet-in", .noPacketIn, false, .none), ("no-packet-in", .noPacketIn, true, .none),
            ("flood", .noFlood, false, old), ("no-flood", .noFlood, true, old),
            ("stp", .noSTP, false, old), ("no-stp", .noSTP, true, old),
            ("receive-stp", .noReceiveSTP, false, old), ("no-receive-stp", .noReceiveSTP, true, old),
        ]
    }()

    /// The message that makes the change on a port and leaves the rest of it as it is.
    public func message(for port: PortDescription) -> PortMod {
        PortMod(
            number: port.number,
            hardwareAddress: port.hardwareAddress,
            config: isSet ? bit : [],
            mask: bit
        )
    }
}

extension SwitchSession {
    /// The number of a port, given as a number, a reserved name, or the name of one of the switch's ports.
    public func portNumber(_ text: String, acceptsNames: Bool = true) async throws -> PortNumber {
        if let number = PortNumber.parse(text, SyntaxContext(version: version)) { return number }
        let ports = acceptsNames ? try await self.ports() : []
        if let number = PortNames(ports).number(of: text) { return number }
        let list = ports.map { "\($0.number.text)(\($0.name))" }.joined(separator: ", ")
        throw ClientError(
            "\"\(text)\" is no port of \(name); write a number or a name" + (list.isEmpty ? "" : ": it has \(list)")
        )
    }

    public func port(_ text: String, acceptsNames: Bool = true) async throws -> PortDescription {
        let number = try await portNumber(text, acceptsNames: acceptsNames)
        let ports = try await ports()
        guard let port = ports.first(where: { $0.number == number }) else {
            let list = ports.map { "\($0.number.text)(\($0.name))" }.joined(separator: ", ")
            throw ClientError("\(name) has no port \(number.text); it has \(list)")
        }
        return port
    }
}
