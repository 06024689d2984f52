import Glibc

/// Why a port, a monitor or an interface could not be used, and what would be right.
public struct PortError: Error, Hashable, CustomStringConvertible {
    /// What was tried, as in "cannot OPERATION".
    public var operation: String
    /// The interface or file, if there is one.
    public var subject: String?
    /// errno, or 0 when the kernel had no say.
    public var code: Int32
    /// What the user can do; may be empty.
    public var advice: String

    public init(_ operation: String, on subject: String? = nil, code: Int32 = 0, advice: String = "") {
        self.operation = operation
        self.subject = subject
        self.code = code
        self.advice = advice
    }

    public var description: String {
        var text = "cannot \(operation)"
        if let subject { text += " \(subject)" }
        if code != 0 { text += ": \(errorText(code))" }
        if !advice.isEmpty { text += code != 0 ? "; \(advice)" : ": \(advice)" }
        return text
    }
}

extension PortError {
    /// The error that errno names now, with advice where a missing privilege or interface is the cause.
    static func current(_ operation: String, on interface: String? = nil) -> PortError {
        let code = errno
        return PortError(operation, on: interface, code: code, advice: advice(for: code))
    }

    private static func advice(for code: Int32) -> String {
        switch code {
        case EPERM, EACCES:
            "this needs the capabilities CAP_NET_RAW and CAP_NET_ADMIN: run as root, or give them with "
                + "`sudo setcap cap_net_raw,cap_net_admin+ep \(executablePath())`"
        case ENODEV, ENXIO: interfacesThereAre()
        case ENOMEM: "the packet rings found no memory; make them smaller"
        default: ""
        }
    }

    /// "interfaces here: lo, veth0", for errors about an interface that does not exist.
    static func interfacesThereAre() -> String {
        var names: [String] = []
        if let list: UnsafeMutablePointer<if_nameindex> = if_nameindex() {
            var entry = list
            while entry.pointee.if_index != 0, let name = entry.pointee.if_name {
                names.append(String(cString: name))
                entry += 1
            }
            if_freenameindex(list)
        }
        return names.isEmpty ? "there are no interfaces here" : "interfaces here: " + names.joined(separator: ", ")
    }

    private static func executablePath() -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
            guard let base = buffer.baseAddress else { return "PATH" }
            let count = readlink("/proc/self/exe", base, buffer.count - 1)
            guard count > 0 else { return "PATH" }
            base[count] = 0
            return String(cString: base)
        }
    }
}

/// What strerror says, without its shared buffer.
func errorText(_ code: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
        guard let base = buffer.baseAddress, strerror_r(code, base, buffer.count) == 0 else { return "error \(code)" }
        return String(cString: base)
    }
}
