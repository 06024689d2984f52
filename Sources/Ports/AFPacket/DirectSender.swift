import CLinux
import Glibc
import Packets

/// Sends frames that no ring slot holds, one system call each, by a socket without rings: the kernel copies at once.
///
/// Invariant: `scratch` points to room for a virtio-net header and, `segmentOffset` bytes on, one segment of a large frame.
struct DirectSender: ~Copyable {
    private let socket: OwnedDescriptor
    private let scratch: UnsafeMutableRawPointer

    private static let segmentOffset = 64

    init(interface: String, index: Int32, socketBufferBytes: Int) throws(PortError) {
        let socket = try openPacketSocket(interface: interface, socketBufferBytes: socketBufferBytes)
        guard clinux_packet_bind(socket.raw, index, 0) == 0 else {
            throw .current("bind a packet socket to", on: interface)
        }
        self.socket = socket
        scratch = .allocate(byteCount: Self.segmentOffset + Frame.headroom + largestFrame, alignment: 64)
    }

    deinit {
        scratch.deallocate()
    }

    var segmentBuffer: (UnsafeMutableRawPointer, capacity: Int) {
        (scratch + Self.segmentOffset, Frame.headroom + largestFrame)
    }

    /// 0, or the errno with which the kernel refused.
    mutating func send(_ frame: Frame) -> Int32 {
        let headers = frame.offload.segmentation == .none ? 128 : Int(frame.offload.headerLength)
        VnetHeader.write(frame.offload, linearLength: min(headers, frame.byteCount), to: scratch)
        let sent = clinux_send_two(socket.raw, scratch, VnetHeader.byteCount, frame.bytes, frame.byteCount)
        return sent < 0 ? errno : 0
    }
}
