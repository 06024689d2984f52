import Glibc
public import OpenFlowChannel

/// Which switch a command asks: a target, or what ovs-ofctl understands in its place.
///
///     tcp:HOST[:PORT], HOST[:PORT], unix:PATH
///     PATH       a Unix socket, when it has a slash: /run/openvswitch/br0.mgmt
///     BRIDGE     a bridge of Open vSwitch on this machine, when its management socket is there
public enum SwitchAddress {
    /// Where Open vSwitch keeps its sockets.
    public static func openVSwitchDirectory(_ environment: [String: String]) -> String {
        environment["OVS_RUNDIR"] ?? "/var/run/openvswitch"
    }

    /// - Throws: `ClientError` for what cannot be read and for targets that one cannot connect to.
    public static func target(
        _ text: String,
        openVSwitchDirectory directory: String,
        isSocket: (String) -> Bool = isSocket
    ) throws(ClientError) -> Target {
        if text.contains("/"), !text.contains(":") { return try parse("unix:" + text) }
        if !text.isEmpty, !text.contains(":") {
            let bridge = "\(directory)/\(text).mgmt"
            if isSocket(bridge) { return try parse("unix:" + bridge) }
        }
        let target = try parse(text)
        switch target {
        case .tcp, .unix: return target
        case .passiveTCP, .passiveUnix, .embedded:
            throw ClientError("nothing can be asked at \(text): write tcp:HOST[:PORT] or unix:PATH")
        }
    }

    /// What a bare word could have meant besides a host, for the error that there is no such host; nil for other targets.
    public static func otherReadings(
        _ text: String,
        openVSwitchDirectory directory: String,
        isFileToo: Bool = false
    ) -> String? {
        guard !text.isEmpty, !text.contains(":"), !text.contains("/") else { return nil }
        let bridge = "no bridge of Open vSwitch with the socket \(directory)/\(text).mgmt"
        return isFileToo ? "there is no file \(text), and \(bridge)" : "there is \(bridge)"
    }

    /// What to connect to in order to reach a listener; nil for targets that do not listen.
    public static func reaching(_ listener: Target) -> Target? {
        switch listener {
        case .passiveTCP(let host, let port):
            switch host {
            case "0.0.0.0": .tcp(host: "127.0.0.1", port: port)
            case "::": .tcp(host: "::1", port: port)
            default: .tcp(host: host, port: port)
            }
        case .passiveUnix(let path): .unix(path: path)
        case .tcp, .unix, .embedded: nil
        }
    }

    public static func isSocket(_ path: String) -> Bool {
        var information = stat()
        return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFSOCK
    }

    private static func parse(_ text: String) throws(ClientError) -> Target {
        do { return try Target(text) } catch { throw ClientError("\(error)") }
    }
}
