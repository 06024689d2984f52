import CLinux
import Glibc
public import Packets

extension AFPacketPort {
    /// Takes up to `limit` frames; they stay valid until `release`. `now` becomes their timestamp (nanoseconds).
    public mutating func receive(into frames: UnsafeMutablePointer<Frame>, limit: Int, now: UInt64) -> Int {
        var count = 0
        var index = released + held
        if index >= rings.receiveCount { index -= rings.receiveCount }
        while count < limit, held < rings.receiveCount {
            let slot = rings.receiveSlot(index)
            let status = clinux_slot_status(slot)
            guard status & SlotStatus.user != 0 else { break }
            let header = slot.assumingMemoryBound(to: tpacket2_hdr.self)
            var frame = Frame(
                storage: slot + Self.slotHeaderLength,
                capacity: RingMapping.slotSize - Self.slotHeaderLength,
                start: Int(header.pointee.tp_mac) - Self.slotHeaderLength,
                length: Int(header.pointee.tp_snaplen),
                inPort: portNumber,
                timestamp: now
            )
            let vnetHeader = UnsafeRawPointer(frame.bytes - VnetHeader.byteCount)
            let isWhole = header.pointee.tp_snaplen >= header.pointee.tp_len
            if !isWhole, status & SlotStatus.copied != 0, largeFrames.isExhausted { break }
            held += 1
            index += 1
            if index == rings.receiveCount { index = 0 }
            if !isWhole {
                guard status & SlotStatus.copied != 0, fetchLarge(&frame, length: Int(header.pointee.tp_len)) else {
                    receiveDrops += 1
                    continue
                }
            }
            frame.offload = VnetHeader.read(vnetHeader, frame: frame.bytes, length: frame.byteCount)
            if status & SlotStatus.vlanValid != 0 {
                let type = status & SlotStatus.vlanTPIDValid != 0 ? header.pointee.tp_vlan_tpid : vlanEtherType
                insertTag(&frame, type: type, control: header.pointee.tp_vlan_tci)
            }
            (frames + count).initialize(to: frame)
            count += 1
        }
        if count == 0 { noteEmpty() }
        return count
    }

    /// Gives the slots and buffers of all frames received so far back to the kernel and the pool.
    public mutating func release() {
        while held > 0 {
            clinux_slot_set_status(rings.receiveSlot(released), SlotStatus.kernel)
            released += 1
            if released == rings.receiveCount { released = 0 }
            held -= 1
        }
        largeFrames.reset()
    }

    private static var slotHeaderLength: Int { MemoryLayout<tpacket2_hdr>.size }

    /// Replaces a cut frame by the whole one, which waits in the socket's queue; false if it does not.
    private mutating func fetchLarge(_ frame: inout Frame, length: Int) -> Bool {
        guard let buffer = largeFrames.take() else { return false }
        let start = Frame.headroom + vlanTagLength
        var vnetHeader: (UInt64, UInt16) = (0, 0)
        let received = withUnsafeMutableBytes(of: &vnetHeader) {
            clinux_receive_two(
                socket.raw,
                $0.baseAddress,
                VnetHeader.byteCount,
                buffer + start,
                largeFrames.stride - start
            )
        }
        guard received == length + VnetHeader.byteCount, start + length <= largeFrames.stride else {
            largeFrames.untake()
            return false
        }
        frame.storage = buffer
        frame.capacity = Int32(truncatingIfNeeded: largeFrames.stride)
        frame.start = Int32(truncatingIfNeeded: start)
        frame.length = Int32(truncatingIfNeeded: length)
        return true
    }

    /// Puts back the outermost VLAN tag, which the kernel handed over beside the frame.
    private func insertTag(_ frame: inout Frame, type: UInt16, control: UInt16) {
        guard frame.byteCount >= ethernetHeaderLength, frame.headroom >= vlanTagLength else { return }
        let old = frame.bytes
        frame.start -= Int32(vlanTagLength)
        frame.length += Int32(vlanTagLength)
        memmove(frame.bytes, old, 12)
        frame.bytes.storeBytes(of: type.bigEndian, toByteOffset: 12, as: UInt16.self)
        frame.bytes.storeBytes(of: control.bigEndian, toByteOffset: 14, as: UInt16.self)
        if frame.offload.needsChecksum { frame.offload.checksumStart += UInt16(vlanTagLength) }
        if frame.offload.segmentation != .none { frame.offload.headerLength += UInt16(vlanTagLength) }
    }

    /// An error on the socket makes a poller wake up again and again; who busy-polls never learns of it from one.
    private mutating func noteEmpty() {
        emptyReceives &+= 1
        if emptyReceives & 63 == 0, !isGone { handleError() }
    }
}

let vlanTagLength = 4
private let vlanEtherType: UInt16 = 0x8100
