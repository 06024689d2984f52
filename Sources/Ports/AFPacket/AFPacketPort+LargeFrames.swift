import CLinux
import Glibc
import Packets

// Frames that fit no slot. The kernel puts their first bytes into the slot and the whole frame, the "copy", into the
// socket's queue. Only the order says which copy belongs to which slot, so one copy too many or too few would give every
// later slot a stranger's bytes. Therefore a copy counts only if its length and first bytes are the slot's; after one that
// differs, each is looked at before it leaves the queue, until slot and copy agree again.
extension AFPacketPort {
    /// Replaces the cut frame in `slot` by its copy; false if there is none, or it is too long for a buffer.
    ///
    /// `next` is the index of the slot behind.
    mutating func fetchLarge(_ frame: inout Frame, slot: UnsafeRawPointer, next: Int) -> Bool {
        guard let buffer = largeFrames.take() else { return false }
        let start = Frame.headroom + vlanTagLength
        let target = buffer + (start - VnetHeader.byteCount)
        while true {
            if isPairingDoubtful {
                let length = readCopy(into: target, capacity: VnetHeader.byteCount + Self.comparedBytes, peeking: true)
                guard length >= 0 else { break }
                let isOurs = Self.isCopy(buffer + start, length: length, of: slot)
                guard isOurs || !belongsToSlot(from: next, buffer + start, length: length) else { break }
            }
            let length = readCopy(into: target, capacity: largeFrames.stride - start, peeking: false)
            isPairingDoubtful = length < 0 || !Self.isCopy(buffer + start, length: length, of: slot)
            if isPairingDoubtful, length >= 0 { continue }
            guard length >= 0, length <= largestFrame else { break }
            frame.storage = buffer
            frame.capacity = Int32(truncatingIfNeeded: largeFrames.stride)
            frame.start = Int32(truncatingIfNeeded: start)
            frame.length = Int32(truncatingIfNeeded: length)
            return true
        }
        largeFrames.untake()
        return false
    }

    /// Empties the queue while no slot is waiting: what is in it belongs to none.
    mutating func discardCopies() {
        guard held == 0, clinux_slot_status(rings.receiveSlot(released)) & SlotStatus.user == 0 else { return }
        var header: (UInt64, UInt16) = (0, 0)
        // As many as there can be; the next call goes on.
        for _ in 0..<rings.receiveCount {
            guard recv(socket.raw, &header, VnetHeader.byteCount, Int32(MSG_DONTWAIT)) < 0, errno == EAGAIN else {
                continue
            }
            isPairingDoubtful = false
            return
        }
    }

    /// Enough to tell the segments of a connection apart, also within a tunnel.
    private static var comparedBytes: Int { 128 }
    private static var readLimit: Int { 8 }

    /// Reads the queue's first copy, behind its virtio-net header; its length without that, or -1.
    private mutating func readCopy(into target: UnsafeMutableRawPointer, capacity: Int, peeking: Bool) -> Int {
        let flags = Int32(MSG_DONTWAIT | MSG_TRUNC | (peeking ? MSG_PEEK : 0))
        for _ in 0..<Self.readLimit {
            let received = recv(socket.raw, target, capacity, flags)
            if received >= VnetHeader.byteCount { return received - VnetHeader.byteCount }
            if received < 0, errno == EAGAIN { return -1 }
            // An error of the interface is told once, before the copies that wait.
            checkPresence()
        }
        return -1
    }

    private static func isCopy(_ bytes: UnsafeRawPointer, length: Int, of slot: UnsafeRawPointer) -> Bool {
        let header = slot.assumingMemoryBound(to: tpacket2_hdr.self)
        guard Int(header.pointee.tp_len) == length else { return false }
        let compared = min(Int(header.pointee.tp_snaplen), comparedBytes)
        return memcmp(slot + Int(header.pointee.tp_mac), bytes, compared) == 0
    }

    /// One of the waiting slots from `first` on is that of this copy.
    private func belongsToSlot(from first: Int, _ bytes: UnsafeRawPointer, length: Int) -> Bool {
        var index = first
        for _ in held..<rings.receiveCount {
            let slot = rings.receiveSlot(index)
            let status = clinux_slot_status(slot)
            guard status & SlotStatus.user != 0 else { return false }
            if status & SlotStatus.copied != 0, Self.isCopy(bytes, length: length, of: slot) { return true }
            index += 1
            if index == rings.receiveCount { index = 0 }
        }
        return false
    }
}
