extension SwitchConfiguration {
    /// What becomes a port of the switch, with the number it is to have.
    public struct Port: Sendable, Hashable {
        public enum Kind: Sendable, Hashable {
            /// A network interface, by packet rings (AF_PACKET).
            case interface(String)
            /// A tap: an interface that the switch makes, whose other side is the host itself. It goes with the switch.
            case tap(String)
            /// A network interface, by libpcap.
            case pcap(String)
            /// Capture files: frames come in from one and go out to the other; at least one is there.
            case pcapFiles(input: String?, output: String?)
        }

        public var kind: Kind
        /// nil: the lowest number from 1 on that no other port has, in the order of the list.
        public var number: UInt32?

        public init(_ kind: Kind, number: UInt32? = nil) {
            self.kind = kind
            self.number = number
        }

        /// A port by packet rings.
        public init(interface: String, number: UInt32? = nil) {
            self.init(.interface(interface), number: number)
        }

        /// The port's name in OpenFlow: that of its interface, or of its file (the input, if there is one) without
        /// directory and ending, 15 bytes at most.
        public var name: String {
            switch kind {
            case .interface(let name), .tap(let name), .pcap(let name): return name
            case .pcapFiles(let input, let output):
                let file = (input ?? output ?? "").split(separator: "/").last.map(String.init) ?? ""
                let stem = file.hasSuffix(".pcap") && file.utf8.count > 5 ? String(file.dropLast(5)) : file
                return Self.prefix(of: stem, bytes: Self.maxNameLength)
            }
        }

        /// The interface it stands for; nil for files.
        public var interfaceName: String? {
            switch kind {
            case .interface(let name), .tap(let name), .pcap(let name): name
            case .pcapFiles: nil
            }
        }

        /// What OpenFlow leaves of its 16 bytes for a name (1.3.5 §7.2.1), and the kernel of its own.
        static let maxNameLength = 15

        /// As many whole characters as fit.
        private static func prefix(of text: String, bytes: Int) -> String {
            var result = ""
            for character in text {
                if result.utf8.count + character.utf8.count > bytes { break }
                result.append(character)
            }
            return result
        }
    }
}

extension SwitchConfiguration.Port: CustomStringConvertible {
    /// As in a list of ports on the command line: `eth0`, `tap:tap0=5`, `pcap-file:in.pcap:out.pcap`.
    public var description: String {
        let what =
            switch kind {
            case .interface(let name): name
            case .tap(let name): "tap:\(name)"
            case .pcap(let name): "pcap:\(name)"
            case .pcapFiles(let input, let output): "pcap-file:\(input ?? ""):\(output ?? "")"
            }
        return number.map { "\(what)=\($0)" } ?? what
    }
}
