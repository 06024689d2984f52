import CLinux
import Glibc
public import Packets

extension AFPacketPort {
    /// Takes up to `limit` frames; they stay valid until `release`. `now` becomes their timestamp (nanoseconds).
    ///
    /// Frames that cannot be handed out whole and consistent are dropped and counted (see `takeKernelDrops`).
    public mutating func receive(into frames: UnsafeMutablePointer<Frame>, limit: Int, now: UInt64) -> Int {
        var count = 0
        let isNothingLent = held == 0
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
                guard status & SlotStatus.copied != 0, fetchLarge(&frame, slot: slot, next: index) else {
                    receiveDrops &+= 1
                    continue
                }
            }
            frame.offload = VnetHeader.read(vnetHeader, frame: frame.bytes, length: frame.byteCount)
            guard frame.offload.fits(length: frame.byteCount) else {
                receiveDrops &+= 1
                continue
            }
            if status & SlotStatus.vlanValid != 0 {
                let type = status & SlotStatus.vlanTPIDValid != 0 ? header.pointee.tp_vlan_tpid : vlanEtherType
                guard insertTag(&frame, type: type, control: header.pointee.tp_vlan_tci) else {
                    receiveDrops &+= 1
                    continue
                }
            }
            (frames + count).initialize(to: frame)
            count += 1
        }
        if count == 0 {
            // No frame, no `release`: slots of dropped frames would stay ours and the descriptor readable.
            if isNothingLent, held > 0 { release() } else { noteEmpty() }
        }
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

    /// Puts back the outermost VLAN tag, which the kernel handed over beside the frame; false if that cannot be.
    private func insertTag(_ frame: inout Frame, type: UInt16, control: UInt16) -> Bool {
        guard frame.byteCount >= ethernetHeaderLength, frame.headroom >= vlanTagLength else { return false }
        if frame.offload.needsChecksum {
            let (start, isBeyond) = frame.offload.checksumStart.addingReportingOverflow(UInt16(vlanTagLength))
            guard !isBeyond else { return false }
            frame.offload.checksumStart = start
        }
        if frame.offload.segmentation != .none {
            let (length, isBeyond) = frame.offload.headerLength.addingReportingOverflow(UInt16(vlanTagLength))
            guard !isBeyond else { return false }
            frame.offload.headerLength = length
        }
        let old = frame.bytes
        frame.start -= Int32(vlanTagLength)
        frame.length += Int32(vlanTagLength)
        memmove(frame.bytes, old, 12)
        frame.bytes.storeBytes(of: type.bigEndian, toByteOffset: 12, as: UInt16.self)
        frame.bytes.storeBytes(of: control.bigEndian, toByteOffset: 14, as: UInt16.self)
        return true
    }

    /// An error on the socket makes a poller wake up again and again; who busy-polls never learns of it from one.
    private mutating func noteEmpty() {
        emptyReceives &+= 1
        guard emptyReceives & 63 == 0 else { return }
        if !isGone { handleError() }
        if isPairingDoubtful { discardCopies() }
    }
}

let vlanTagLength = 4
private let vlanEtherType: UInt16 = 0x8100
