// What all edits share: opening and closing room for headers, and checksums that follow a change.
//
// Every edit is a method of `Frame` that takes the frame's `HeaderLayout`. Edits that change the layout take it inout
// and leave it as `HeaderLayout.parse` would find it. An edit returns false, and has changed nothing, when the frame
// lacks the header, or the room to push one.

extension Frame {
    /// What a pass over the frame's headers finds.
    @inlinable public var layout: HeaderLayout { HeaderLayout.parse(UnsafeRawPointer(bytes), count: byteCount) }

    /// Pads a frame that lost a tag with zeros to the 60 bytes that a wire asks for, as far as there is room.
    @inlinable public mutating func padToMinimum() {
        let missing = min(EthernetHeader.minimumFrameByteCount - byteCount, tailroom)
        guard missing > 0 else { return }
        (bytes + byteCount).initializeMemory(as: UInt8.self, repeating: 0, count: missing)
        length += Int32(truncatingIfNeeded: missing)
    }

    /// Makes room for `byteCount` bytes at `offset`: what stands before moves into the headroom.
    /// The new bytes are undefined. False if the headroom does not suffice.
    @inlinable mutating func openRoom(_ byteCount: Int, at offset: Int) -> Bool {
        guard headroom >= byteCount else { return false }
        (bytes - byteCount).copyMemory(from: UnsafeRawPointer(bytes), byteCount: offset)
        start -= Int32(truncatingIfNeeded: byteCount)
        length += Int32(truncatingIfNeeded: byteCount)
        shiftOffload(by: byteCount)
        return true
    }

    /// Takes away `byteCount` bytes at `offset`: what stands before moves up. The caller has checked the length.
    @inlinable mutating func closeRoom(_ byteCount: Int, at offset: Int) {
        (bytes + byteCount).copyMemory(from: UnsafeRawPointer(bytes), byteCount: offset)
        start += Int32(truncatingIfNeeded: byteCount)
        length -= Int32(truncatingIfNeeded: byteCount)
        shiftOffload(by: -byteCount)
    }

    @inlinable mutating func shiftOffload(by byteCount: Int) {
        let shift = UInt16(truncatingIfNeeded: byteCount)
        if offload.needsChecksum { offload.checksumStart &+= shift }
        if offload.segmentation != .none { offload.headerLength &+= shift }
    }

    /// True if the field at `offset` waits for `completeChecksum` and holds a pseudo header's sum until then.
    @inlinable func isPartialChecksum(at offset: Int) -> Bool {
        offload.needsChecksum && Int(offload.checksumStart) + Int(offload.checksumOffset) == offset
    }

    /// Lets the transport checksum at `offset` follow a change of bytes that it covers itself.
    @inlinable mutating func updateChecksum(at offset: Int, by delta: UInt32, zeroMeansNone: Bool = false) {
        if isPartialChecksum(at: offset) { return }
        let old = bytes.load16(offset)
        if zeroMeansNone, old == 0 { return }
        let new = Checksum.updated(old, by: delta)
        bytes.store16(zeroMeansNone && new == 0 ? 0xffff : new, offset)
    }

    /// Lets the transport checksum follow a change of the pseudo header, if there is such a checksum in this frame.
    @inlinable mutating func updatePseudoHeader(_ layout: HeaderLayout, by delta: UInt32) {
        let offset = layout.pseudoHeaderChecksumOffset
        guard offset != 0 else { return }
        if isPartialChecksum(at: offset) {
            bytes.store16(Checksum.fold(UInt64(bytes.load16(offset)) + UInt64(delta)), offset)
        } else {
            updateChecksum(at: offset, by: delta, zeroMeansNone: layout.ipProtocol == IPProtocol.udp)
        }
    }
}
