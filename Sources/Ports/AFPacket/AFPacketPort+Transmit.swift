import CLinux
import Glibc
public import Packets

extension AFPacketPort {
    /// Copies the frame at once; it leaves with `flush` at the latest, in the order of the calls.
    public mutating func transmit(_ frame: UnsafeMutablePointer<Frame>) -> TransmitResult {
        guard !isDown else {
            isLinkCheckDue = true
            return .down
        }
        let length = frame.pointee.byteCount
        guard length >= ethernetHeaderLength, frame.pointee.offload.fits(length: length) else { return .error }
        if frame.pointee.offload.segmentation != .none { return transmitSegmented(frame) }
        if frame.pointee.offload.needsChecksum, frame.pointee.offload.checksumOffset == Self.sctpChecksumOffset {
            // The kernel would take it for a sum of 16-bit words.
            completeChecksum(&frame.pointee)
        }
        if length > frameLimit, length > frameLimit + tagAllowance(frame.pointee) { return .tooLong }
        return length <= Self.slotFrameLimit ? enqueue(frame) : transmitDirect(frame)
    }

    /// Sends what stands in the ring: one system call, unless the device refuses.
    ///
    /// After `transmit` has said `.down` it looks whether the interface is up again; now and then only if it stays down.
    public mutating func flush() {
        if isLinkCheckDue { checkLinkNowAndThen() }
        var attempts = 0
        while unsent > 0 {
            let result = clinux_packet_kick(socket.raw)
            let code = result < 0 ? errno : 0
            // The kernel takes the slots in order: once the last is no longer waiting, none is.
            if clinux_slot_status(rings.transmitSlot(slot(before: transmitNext))) & Self.waiting == 0 {
                unsent = 0
                return
            }
            forgetSent()
            if clinux_slot_status(rings.transmitSlot(firstUnsent)) & SlotStatus.wrongFormat != 0 {
                repairFirst()
                continue
            }
            attempts += 1
            if code == ENETDOWN || code == ENXIO || code == ENODEV {
                _ = clinux_socket_error(socket.raw)
                isDown = true
                checkPresence()
                return discardUnsent()
            }
            // Out of buffers, or the device is full: what a few more calls do not move is dropped.
            if attempts == Self.kickLimit { return discardUnsent() }
        }
    }

    /// News of the link come by `update` at the latest, so a port that stays down need not cost a system call per burst.
    private mutating func checkLinkNowAndThen() {
        isLinkCheckDue = false
        downFlushes &+= 1
        if downFlushes <= 8 || downFlushes & 63 == 0 { checkLink() }
    }

    private static var slotDataOffset: Int { Int(CLINUX_TX_DATA_OFFSET) }
    static var slotFrameLimit: Int { RingMapping.slotSize - slotDataOffset - VnetHeader.byteCount }
    private static var waiting: UInt32 { SlotStatus.sendRequest | SlotStatus.wrongFormat }
    private static var kickLimit: Int { 8 }
    /// TCP's is 16, UDP's 6.
    private static var sctpChecksumOffset: UInt16 { 8 }

    private mutating func enqueue(_ frame: UnsafeMutablePointer<Frame>) -> TransmitResult {
        let slot = rings.transmitSlot(transmitNext)
        if unsent == rings.transmitCount || clinux_slot_status(slot) != SlotStatus.available {
            flush()
            guard unsent < rings.transmitCount, clinux_slot_status(slot) == SlotStatus.available else {
                return isDown ? .down : .ringFull
            }
        }
        let length = frame.pointee.byteCount
        let data = slot + Self.slotDataOffset
        VnetHeader.write(frame.pointee.offload, linearLength: length, to: data)
        memcpy(data + VnetHeader.byteCount, frame.pointee.bytes, length)
        slot.assumingMemoryBound(to: tpacket2_hdr.self).pointee.tp_len = UInt32(length + VnetHeader.byteCount)
        clinux_slot_set_status(slot, SlotStatus.sendRequest)
        transmitNext += 1
        if transmitNext == rings.transmitCount { transmitNext = 0 }
        unsent += 1
        return .sent
    }

    /// A frame of many segments: the kernel takes it whole, or we cut it.
    private mutating func transmitSegmented(_ frame: UnsafeMutablePointer<Frame>) -> TransmitResult {
        let offload = frame.pointee.offload
        // The size of IP fragments counts from the UDP header on, which headerLength contains.
        let shared = offload.segmentation == .udpFragment ? 8 : 0
        let segmentLength = Int(offload.headerLength) + Int(offload.segmentSize) - shared
        if min(segmentLength, frame.pointee.byteCount) > frameLimit + tagAllowance(frame.pointee) {
            return .tooLong
        }
        flush()
        switch direct.send(frame.pointee) {
        case 0: return .sent
        case EINVAL, EIO, EOPNOTSUPP: return transmitSegments(of: frame.pointee)
        case let code: return result(of: code)
        }
    }

    private mutating func transmitSegments(of frame: Frame) -> TransmitResult {
        guard var segmenter = Segmenter(frame) else { return .error }
        let (buffer, capacity) = direct.segmentBuffer
        while var segment = segmenter.next(into: buffer, capacity: capacity) {
            let isSmall = segment.byteCount <= Self.slotFrameLimit
            let result = isSmall ? enqueue(&segment) : transmitDirect(&segment)
            if result != .sent { return result }
        }
        return .sent
    }

    private mutating func transmitDirect(_ frame: UnsafeMutablePointer<Frame>) -> TransmitResult {
        flush()
        if isDown { return .down }
        var code = direct.send(frame.pointee)
        if code == EINVAL, frame.pointee.offload.needsChecksum, completeChecksum(&frame.pointee) {
            code = direct.send(frame.pointee)
        }
        return result(of: code)
    }

    private mutating func result(of code: Int32) -> TransmitResult {
        switch code {
        case 0: return .sent
        case EAGAIN, ENOBUFS, EINTR: return .ringFull
        case EMSGSIZE: return .tooLong
        case ENETDOWN, ENXIO, ENODEV:
            isDown = true
            checkPresence()
            return .down
        default: return .error
        }
    }
}

// What happens when the kernel leaves slots behind; none of it on the usual way.
extension AFPacketPort {
    private func slot(before index: Int) -> Int {
        index == 0 ? rings.transmitCount - 1 : index - 1
    }

    private var firstUnsent: Int {
        let index = transmitNext - unsent
        return index < 0 ? index + rings.transmitCount : index
    }

    private mutating func forgetSent() {
        while unsent > 0, clinux_slot_status(rings.transmitSlot(firstUnsent)) & Self.waiting == 0 { unsent -= 1 }
    }

    /// The kernel waits at a slot it refused. Without the offload it may take the frame; else the frame goes.
    private mutating func repairFirst() {
        let slot = rings.transmitSlot(firstUnsent)
        let data = slot + Self.slotDataOffset
        let bytes = data + VnetHeader.byteCount
        let length = Int(slot.assumingMemoryBound(to: tpacket2_hdr.self).pointee.tp_len) - VnetHeader.byteCount
        let offload = VnetHeader.read(data, frame: bytes, length: length)
        guard offload.needsChecksum else { return discardFirst() }
        var frame = Frame(storage: bytes, capacity: Self.slotFrameLimit, start: 0, length: length, offload: offload)
        guard completeChecksum(&frame) else { return discardFirst() }
        VnetHeader.write(Offload(), linearLength: length, to: data)
        clinux_slot_set_status(slot, SlotStatus.sendRequest)
    }

    /// The kernel does not step over a slot, so the frames behind the first move up by one.
    private mutating func discardFirst() {
        var index = firstUnsent
        let last = slot(before: transmitNext)
        while index != last {
            let next = index + 1 == rings.transmitCount ? 0 : index + 1
            memcpy(rings.transmitSlot(index), rings.transmitSlot(next), RingMapping.slotSize)
            index = next
        }
        clinux_slot_set_status(rings.transmitSlot(last), SlotStatus.available)
        transmitNext = last
        unsent -= 1
        transmitDrops += 1
    }

    private mutating func discardUnsent() {
        forgetSent()
        transmitDrops += UInt64(unsent)
        while unsent > 0 {
            transmitNext = slot(before: transmitNext)
            clinux_slot_set_status(rings.transmitSlot(transmitNext), SlotStatus.available)
            unsent -= 1
        }
    }
}
