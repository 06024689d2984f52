public import Packets

/// The closed set of port kinds: a trivial handle, dispatched by `switch`.
///
/// Invariant: the pointer stays valid from `allocate` to `deallocate`, and between them only one thread at a time uses the
/// handle; the worker that owns the port. That is why it may be handed to another thread.
@frozen public enum PortDevice: @unchecked Sendable {
    case none
    case afPacket(UnsafeMutablePointer<AFPacketPort>)
    case memory(UnsafeMutablePointer<MemoryPort>)
    case pcap(UnsafeMutablePointer<PcapFilePort>)
    case tap(UnsafeMutablePointer<TapPort>)
    case pcapLive(UnsafeMutablePointer<PcapLivePort>)
}

extension PortDevice {
    /// Takes up to `limit` frames; they stay valid until `release`. `now` is the worker's clock in nanoseconds.
    @inlinable public func receive(into frames: UnsafeMutablePointer<Frame>, limit: Int, now: UInt64) -> Int {
        switch self {
        case .none: 0
        case .afPacket(let port): port.pointee.receive(into: frames, limit: limit, now: now)
        case .memory(let port): port.pointee.receive(into: frames, limit: limit, now: now)
        case .pcap(let port): port.pointee.receive(into: frames, limit: limit, now: now)
        case .tap(let port): port.pointee.receive(into: frames, limit: limit, now: now)
        case .pcapLive(let port): port.pointee.receive(into: frames, limit: limit, now: now)
        }
    }

    /// Gives back the storage of all frames received since the last call.
    @inlinable public func release() {
        switch self {
        case .none: break
        case .afPacket(let port): port.pointee.release()
        case .memory(let port): port.pointee.release()
        case .pcap(let port): port.pointee.release()
        case .tap(let port): port.pointee.release()
        case .pcapLive(let port): port.pointee.release()
        }
    }

    /// Copies the frame into the port's queue at once; the frame's bytes may change or be reused afterwards.
    /// Where the port has to complete a checksum it does so in the frame itself.
    @inlinable public func transmit(_ frame: UnsafeMutablePointer<Frame>) -> TransmitResult {
        switch self {
        case .none: .down
        case .afPacket(let port): port.pointee.transmit(frame)
        case .memory(let port): port.pointee.transmit(frame)
        case .pcap(let port): port.pointee.transmit(frame)
        case .tap(let port): port.pointee.transmit(frame)
        case .pcapLive(let port): port.pointee.transmit(frame)
        }
    }

    /// Sends what was queued; once per burst.
    @inlinable public func flush() {
        switch self {
        case .none: break
        case .afPacket(let port): port.pointee.flush()
        case .memory(let port): port.pointee.flush()
        case .pcap(let port): port.pointee.flush()
        case .tap(let port): port.pointee.flush()
        case .pcapLive(let port): port.pointee.flush()
        }
    }

    /// Readable when frames wait; -1 for kinds that have none and are polled.
    public var fileDescriptor: Int32 {
        switch self {
        case .none, .memory, .pcap: -1
        case .afPacket(let port): port.pointee.fileDescriptor
        case .tap(let port): port.pointee.fileDescriptor
        case .pcapLive(let port): port.pointee.fileDescriptor
        }
    }

    /// To be called when the poller reports an error on `fileDescriptor`; `isGone` tells afterwards.
    public func handleError() {
        switch self {
        case .none, .memory, .pcap: break
        case .afPacket(let port): port.pointee.handleError()
        case .tap(let port): port.pointee.handleError()
        case .pcapLive(let port): port.pointee.handleError()
        }
    }

    /// The interface no longer exists: the port will never work again and should be closed.
    public var isGone: Bool {
        switch self {
        case .none, .memory, .pcap: false
        case .afPacket(let port): port.pointee.isGone
        case .tap(let port): port.pointee.isGone
        case .pcapLive(let port): port.pointee.isGone
        }
    }

    /// When the port will have a frame, on the worker's clock, though no descriptor will tell; nil where one tells, or never.
    public var nextDue: UInt64? {
        switch self {
        case .none, .memory, .afPacket, .tap, .pcapLive: nil
        case .pcap(let port): port.pointee.nextDue
        }
    }

    /// Whether the port works on when the kernel says that its interface has left the network namespace.
    public var followsItsInterface: Bool {
        switch self {
        case .none, .memory, .afPacket, .pcap, .pcapLive: false
        case .tap: true
        }
    }

    /// Tells the port of its interface's new MTU and state.
    public func update(_ link: LinkInfo) {
        switch self {
        case .none, .memory, .pcap: break
        case .afPacket(let port): port.pointee.update(link)
        case .tap(let port): port.pointee.update(link)
        case .pcapLive(let port): port.pointee.update(link)
        }
    }

    /// Frames lost on the way in since the last call: full ring, or cut.
    public func takeReceiveDrops() -> UInt64 {
        switch self {
        case .none: 0
        case .afPacket(let port): port.pointee.takeKernelDrops()
        case .memory(let port): port.pointee.takeReceiveDrops()
        case .pcap(let port): port.pointee.takeReceiveDrops()
        case .tap(let port): port.pointee.takeReceiveDrops()
        case .pcapLive(let port): port.pointee.takeReceiveDrops()
        }
    }

    /// Frames that `transmit` took and the device then dropped, since the last call.
    public func takeTransmitDrops() -> UInt64 {
        switch self {
        case .none, .memory, .tap, .pcapLive: 0
        case .afPacket(let port): port.pointee.takeTransmitDrops()
        case .pcap(let port): port.pointee.takeTransmitDrops()
        }
    }
}

extension PortDevice {
    /// Moves a port to the heap, where it stays until `deallocate`.
    public static func allocate(_ port: consuming AFPacketPort) -> PortDevice {
        let pointer = UnsafeMutablePointer<AFPacketPort>.allocate(capacity: 1)
        pointer.initialize(to: port)
        return .afPacket(pointer)
    }

    public static func allocate(_ port: consuming MemoryPort) -> PortDevice {
        let pointer = UnsafeMutablePointer<MemoryPort>.allocate(capacity: 1)
        pointer.initialize(to: port)
        return .memory(pointer)
    }

    public static func allocate(_ port: consuming PcapFilePort) -> PortDevice {
        let pointer = UnsafeMutablePointer<PcapFilePort>.allocate(capacity: 1)
        pointer.initialize(to: port)
        return .pcap(pointer)
    }

    public static func allocate(_ port: consuming TapPort) -> PortDevice {
        let pointer = UnsafeMutablePointer<TapPort>.allocate(capacity: 1)
        pointer.initialize(to: port)
        return .tap(pointer)
    }

    public static func allocate(_ port: consuming PcapLivePort) -> PortDevice {
        let pointer = UnsafeMutablePointer<PcapLivePort>.allocate(capacity: 1)
        pointer.initialize(to: port)
        return .pcapLive(pointer)
    }

    /// Closes the port and frees its memory; no copy of the handle may be used afterwards.
    public func deallocate() {
        switch self {
        case .none: break
        case .afPacket(let port):
            port.deinitialize(count: 1)
            port.deallocate()
        case .memory(let port):
            port.deinitialize(count: 1)
            port.deallocate()
        case .pcap(let port):
            port.deinitialize(count: 1)
            port.deallocate()
        case .tap(let port):
            port.deinitialize(count: 1)
            port.deallocate()
        case .pcapLive(let port):
            port.deinitialize(count: 1)
            port.deallocate()
        }
    }
}
