/// Doing in software what a sender left to the network device (virtio 1.2 §5.1.6.2).

/// Completes the checksum of a frame with `needsChecksum` and clears the flag; other frames stay as they are.
///
/// False if the place of the checksum lies outside the frame: such a frame is to be dropped, it is not sound.
///
/// Checksum offset 8 is SCTP, and no other protocol: its CRC32c is meant, though the virtio-net header can only speak of
/// an Internet checksum. Who takes a frame with such a header would sum it up wrongly: a frame of SCTP must have its
/// checksum completed here before it leaves by any port, also by one that takes partial checksums.
@discardableResult
public func completeChecksum(_ frame: inout Frame) -> Bool {
    guard frame.offload.needsChecksum else { return true }
    frame.offload.needsChecksum = false
    let start = Int(frame.offload.checksumStart)
    let field = start + Int(frame.offload.checksumOffset)
    guard field + 2 <= frame.byteCount else { return false }
    if frame.offload.checksumOffset == 8 {
        guard field + 4 <= frame.byteCount else { return false }
        let outer = frame.layout
        let layout = outer.behindMPLS(UnsafeRawPointer(frame.bytes), count: frame.byteCount) ?? outer
        // Under headers that the layout does not look behind (a third tag, an I-TAG) the packet ends with the frame.
        let isKnown = layout.hasTransport(IPProtocol.sctp) && Int(layout.transportOffset) == start
        frame.storeSCTPChecksum(at: start, end: isKnown ? Int(layout.payloadEnd) : frame.byteCount)
        return true
    }
    let checksum = Checksum.checksum(UnsafeRawPointer(frame.bytes) + start, count: frame.byteCount - start)
    // Offset 6 is UDP, where 0 would say that there is no checksum.
    frame.bytes.store16(checksum == 0 && frame.offload.checksumOffset == 6 ? 0xffff : checksum, field)
    return true
}
