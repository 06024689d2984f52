import CLinux
import Glibc

/// Follows the interfaces of the network namespace it was made in, by a nonblocking rtnetlink socket. For one thread.
///
/// When the socket overflows, events are lost; then all links are listed anew and told as changed, and those that are no longer
/// there as removed. So a listener ends up with the truth, even if not with each step on the way.
public struct LinkMonitor: ~Copyable {
    private let socket: OwnedDescriptor
    private var known: [Int32: String] = [:]

    /// From here on changes are kept for `poll`.
    public init() throws(PortError) {
        let raw = clinux_route_socket(UInt32(RTMGRP_LINK))
        guard raw >= 0 else { throw .current("open a route socket") }
        let socket = OwnedDescriptor(raw)
        // Listed after the socket has begun to listen, so that nothing falls in between.
        let links = try Self.links(named: nil)
        self.socket = socket
        for link in links { known[link.index] = link.name }
    }

    /// Readable when events wait.
    public var fileDescriptor: Int32 { socket.raw }

    /// Calls `body` for everything that happened since the last call; never waits.
    ///
    /// Speed and duplex are not in the kernel's news: who needs them adds them by `withSpeed`.
    public mutating func poll(_ body: (LinkEvent) -> Void) {
        var isComplete = true
        withUnsafeTemporaryAllocation(byteCount: Self.datagramLength, alignment: 8) { buffer in
            while true {
                let count = recv(socket.raw, buffer.baseAddress, buffer.count, Int32(MSG_TRUNC))
                if count < 0, errno == EINTR { continue }
                if count < 0, errno == ENOBUFS {
                    isComplete = false
                    continue
                }
                guard count > 0 else { break }
                if count > buffer.count { isComplete = false }
                read(UnsafeRawBufferPointer(buffer).prefix(min(count, buffer.count)), body)
            }
        }
        if !isComplete { relist(body) }
    }

    /// All interfaces there are now, without speed and duplex (see `withSpeed`).
    public func currentLinks() throws(PortError) -> [LinkInfo] {
        try Self.links(named: nil)
    }

    /// One interface with its speed, in the calling thread's network namespace.
    public static func link(named name: String) throws(PortError) -> LinkInfo {
        guard !name.isEmpty, name.utf8.count < Int(IFNAMSIZ) else {
            throw PortError(
                "find the interface",
                on: "\"\(name)\"",
                advice: "an interface name has 1 to \(IFNAMSIZ - 1) bytes; \(PortError.interfacesThereAre())"
            )
        }
        guard let link = try links(named: name).first else {
            throw PortError("find the interface", on: name, code: ENODEV, advice: PortError.interfacesThereAre())
        }
        return withSpeed(link)
    }

    /// The link with its current speed and duplex, for which the driver is asked; in the calling thread's network namespace.
    ///
    /// Costs some system calls and waits for the kernel's lock of all interfaces. Where the driver does not know, or the
    /// interface is gone, speed stays nil.
    public static func withSpeed(_ link: LinkInfo) -> LinkInfo {
        var link = link
        let raw = clinux_interface_socket()
        guard raw >= 0 else { return link }
        let socket = OwnedDescriptor(raw)
        var speed: UInt32 = 0
        var duplex: UInt32 = 0
        guard clinux_get_speed(socket.raw, link.name, &speed, &duplex) == 0 else { return link }
        if speed != 0, speed != .max { link.speedMbps = Int(speed) }
        link.isFullDuplex = duplex == 1
        return link
    }

    private static let datagramLength = 1 << 16

    private mutating func read(_ bytes: Slice<UnsafeRawBufferPointer>, _ body: (LinkEvent) -> Void) {
        var isInterrupted = false
        readLinkMessages(UnsafeRawBufferPointer(rebasing: bytes), isInterrupted: &isInterrupted) { message in
            switch message {
            case .link(let link):
                known[link.index] = link.name
                body(.changed(link))
            case .removed(let name, let index):
                known[index] = nil
                body(.removed(name: name, index: index))
            case .done, .error: break
            }
        }
    }

    private mutating func relist(_ body: (LinkEvent) -> Void) {
        // Without a list nothing can be told now; the next event brings the next try.
        guard let links = try? Self.links(named: nil) else { return }
        let before = known
        known = [:]
        for link in links { known[link.index] = link.name }
        for (index, name) in before where known[index] == nil { body(.removed(name: name, index: index)) }
        for link in links { body(.changed(link)) }
    }

    /// Asks by a socket of its own, so that answers and events do not mix.
    private static func links(named name: String?) throws(PortError) -> [LinkInfo] {
        // A list that changed while it was made is asked for again.
        for _ in 0..<8 {
            let raw = clinux_route_socket(0)
            guard raw >= 0 else { throw .current("open a route socket") }
            let socket = OwnedDescriptor(raw)
            guard clinux_request_links(socket.raw, name, 1) == 0 else { throw .current("ask for interface", on: name) }
            if let links = try answer(to: socket, name: name) { return links }
        }
        throw PortError("list the interfaces", advice: "they change faster than they can be read; try again")
    }

    /// nil if the list is inconsistent.
    private static func answer(to socket: borrowing OwnedDescriptor, name: String?) throws(PortError) -> [LinkInfo]? {
        var links: [LinkInfo] = []
        var isInterrupted = false
        var isDone = false
        var code: Int32 = 0
        while !isDone {
            // The kernel answers within the request: there is always something to read until the end.
            let result = withUnsafeTemporaryAllocation(byteCount: datagramLength, alignment: 8) { buffer in
                let count = recv(socket.raw, buffer.baseAddress, buffer.count, 0)
                guard count > 0 else { return count == 0 ? EPIPE : errno }
                let bytes = UnsafeRawBufferPointer(rebasing: buffer.prefix(count))
                readLinkMessages(bytes, isInterrupted: &isInterrupted) { message in
                    switch message {
                    case .link(let link): links.append(link)
                    case .removed: break
                    case .done: isDone = true
                    case .error(let error):
                        code = error
                        isDone = true
                    }
                }
                return 0
            }
            if result != 0, result != EINTR { code = result }
            if code != 0 { break }
            // One link is one message without an end mark.
            if name != nil, !links.isEmpty { isDone = true }
        }
        if code == ENODEV { return [] }
        guard code == 0 else {
            throw PortError("ask for interface", on: name, code: code)
        }
        return isInterrupted ? nil : links
    }
}
