public import OpenFlow

extension SwitchConfiguration {
    /// Versions that a switch can speak.
    public static let supportedVersions: Set<OpenFlowVersion> = [.v1_0, .v1_3]

    /// The largest port number that 1.0 can say (OFPP_MAX, 1.0.0 §5.2.1).
    static let maxShortPortNumber: UInt32 = 0xff00

    /// Something that no switch can be started from.
    public struct Invalid: Error, Hashable, CustomStringConvertible {
        /// One sentence: what is wrong, and what would be right.
        public var description: String
        public init(_ description: String) { self.description = description }
    }

    /// Checks all that can be known without touching the system.
    public func validate() throws(Invalid) {
        try validateName()
        try validatePorts()
        try validateVersions()
        if datapathID == 0 { throw Invalid("datapath id 0 is not allowed: give 1 to 16 hexadecimal digits, not all 0") }
        guard 0...65535 ~= bufferCount else {
            throw Invalid("\(bufferCount) buffers are not possible: 0 to 65535 are")
        }
        guard initialBackoff > .zero, initialBackoff <= maxBackoff else {
            throw Invalid("the backoff must begin above 0 and not above its maximum")
        }
    }

    /// Each port with its number, as the switch will give them out; only for a configuration that `validate()` passes.
    public func numberedPorts() -> [(interface: String, number: UInt32)] {
        var taken = Set(ports.compactMap(\.number))
        var next: UInt32 = 1
        return ports.map { port in
            if let number = port.number { return (port.interface, number) }
            while taken.contains(next) { next += 1 }
            taken.insert(next)
            return (port.interface, next)
        }
    }

    private func validateName() throws(Invalid) {
        let isGood = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard isGood, 1...32 ~= name.utf8.count, name.utf8.first != UInt8(ascii: ".") else {
            throw Invalid(
                "\"\(name)\" cannot name a switch: 1 to 32 letters, digits, '-', '_' and '.' can, not beginning with '.'"
            )
        }
    }

    private func validatePorts() throws(Invalid) {
        var interfaces: Set<String> = []
        var holders: [UInt32: String] = [:]
        for port in ports {
            try Self.validateInterfaceName(port.interface)
            guard interfaces.insert(port.interface).inserted else {
                throw Invalid("interface \(port.interface) is named twice among the ports")
            }
            guard let number = port.number else { continue }
            guard PortNumber(number).isOrdinary else {
                throw Invalid(
                    "port \(port.interface) cannot have number \(number): 1 to \(PortNumber.max.rawValue) can be"
                )
            }
            if number > Self.maxShortPortNumber, versions.contains(.v1_0) {
                throw Invalid(
                    "port \(port.interface) cannot have number \(number) in OpenFlow 1.0, which ends at "
                        + "\(Self.maxShortPortNumber): take a lower one or leave version 1.0 out"
                )
            }
            if let holder = holders.updateValue(port.interface, forKey: number) {
                throw Invalid("ports \(holder) and \(port.interface) both have number \(number)")
            }
        }
    }

    /// The kernel's own rule for names (`dev_valid_name`).
    private static func validateInterfaceName(_ name: String) throws(Invalid) {
        let hasBadByte = name.utf8.contains {
            $0 <= 0x20 || $0 == 0x7f || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":")
        }
        guard 1...15 ~= name.utf8.count, !hasBadByte, name != ".", name != ".." else {
            throw Invalid(
                "\"\(name)\" cannot be the name of a network interface: 1 to 15 bytes without '/', ':' or spaces"
            )
        }
    }

    private func validateVersions() throws(Invalid) {
        if versions.isEmpty { throw Invalid("no OpenFlow version is offered: name at least one of 1.0 and 1.3") }
        guard let unsupported = versions.subtracting(Self.supportedVersions).min() else { return }
        throw Invalid("OpenFlow \(unsupported.text) is not supported: 1.0 and 1.3 are")
    }
}
