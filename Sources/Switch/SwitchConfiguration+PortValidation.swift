import OpenFlow

/// What can be wrong with ports as long as nothing is opened.
extension SwitchConfiguration {
    func validatePorts() throws(Invalid) {
        var names: Set<String> = []
        var holders: [UInt32: String] = [:]
        for port in ports {
            try port.validate()
            guard names.insert(port.name).inserted else {
                throw Invalid(
                    port.interfaceName == nil
                        ? "two ports would have the name \(port.name), which is that of their files: rename one file"
                        : "interface \(port.name) is named twice among the ports"
                )
            }
            guard let number = port.number else { continue }
            try validate(number, of: port)
            if let holder = holders.updateValue(port.name, forKey: number) {
                throw Invalid("ports \(holder) and \(port.name) both have number \(number)")
            }
        }
        try validateOutputFiles()
        guard let localPort else { return }
        try Port.validateInterfaceName(localPort)
        guard names.insert(localPort).inserted else {
            throw Invalid("\(localPort) cannot be both the LOCAL port and another one: name a tap of its own")
        }
    }

    private func validate(_ number: UInt32, of port: Port) throws(Invalid) {
        guard PortNumber(number).isOrdinary else {
            throw Invalid("port \(port.name) cannot have number \(number): 1 to \(PortNumber.max.rawValue) can be")
        }
        if number > Self.maxShortPortNumber, versions.contains(.v1_0) {
            throw Invalid(
                "port \(port.name) cannot have number \(number) in OpenFlow 1.0, which ends at "
                    + "\(Self.maxShortPortNumber): take a lower one or leave version 1.0 out"
            )
        }
    }

    /// A file that is written is nobody else's.
    private func validateOutputFiles() throws(Invalid) {
        var inputs: Set<String> = []
        for case .pcapFiles(let input?, _) in ports.map(\.kind) { inputs.insert(input) }
        var outputs: Set<String> = []
        for case .pcapFiles(_, let output?) in ports.map(\.kind) {
            guard outputs.insert(output).inserted else { throw Invalid("two ports cannot both write \(output)") }
            if inputs.contains(output) { throw Invalid("\(output) cannot be both read and written by ports") }
        }
    }
}

extension SwitchConfiguration.Port {
    fileprivate typealias Invalid = SwitchConfiguration.Invalid

    fileprivate func validate() throws(Invalid) {
        switch kind {
        case .interface(let name), .tap(let name), .pcap(let name): try Self.validateInterfaceName(name)
        case .pcapFiles(let input, let output):
            guard input != nil || output != nil else {
                throw Invalid("a port of capture files needs a file to read, one to write, or both")
            }
            guard !name.isEmpty else {
                throw Invalid("\"\(input ?? output ?? "")\" is no name of a capture file")
            }
        }
    }

    /// The kernel's own rule for names (`dev_valid_name`).
    fileprivate static func validateInterfaceName(_ name: String) throws(Invalid) {
        let hasBadByte = name.utf8.contains {
            $0 <= 0x20 || $0 == 0x7f || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":")
        }
        guard 1...maxNameLength ~= name.utf8.count, !hasBadByte, name != ".", name != ".." else {
            throw Invalid(
                "\"\(name)\" cannot be the name of a network interface: 1 to 15 bytes without '/', ':' or spaces"
            )
        }
    }
}

extension SwitchConfiguration.Normal {
    func validate() throws(SwitchConfiguration.Invalid) {
        guard 1...1_048_576 ~= maxEntries else {
            throw SwitchConfiguration.Invalid(
                "NORMAL cannot learn \(maxEntries) addresses: 1 to 1048576 are possible"
            )
        }
        guard 1...86_400 ~= ageingSeconds else {
            throw SwitchConfiguration.Invalid(
                "addresses cannot be forgotten after \(ageingSeconds) seconds: 1 to 86400 are possible"
            )
        }
    }
}
