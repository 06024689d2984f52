/// Doing in software what a sender left to the network device (virtio 1.2 §5.1.6.2).

/// Completes the checksum of a frame with `needsChecksum` and clears the flag; other frames stay as they are.
///
/// False if the place of the checksum lies outside the frame: such a frame is to be dropped, it is not sound.
///
/// SCTP leaves its CRC32c in the same way (checksum offset 8), but no virtio-net header can say so: a frame of SCTP must
/// have its checksum completed here before it leaves by any port, also by one that takes partial checksums.
@discardableResult
public func completeChecksum(_ frame: inout Frame) -> Bool {
    guard frame.offload.needsChecksum else { return true }
    frame.offload.needsChecksum = false
    let start = Int(frame.offload.checksumStart)
    let field = start + Int(frame.offload.checksumOffset)
    guard field + 2 <= frame.byteCount else { return false }
    if frame.offload.checksumOffset == 8 {
        let outer = frame.layout
        let layout = outer.behindMPLS(UnsafeRawPointer(frame.bytes), count: frame.byteCount) ?? outer
        if layout.hasTransport(IPProtocol.sctp), Int(layout.transportOffset) == start {
            frame.updateSCTPChecksum(layout)
            return true
        }
    }
    let checksum = Checksum.checksum(UnsafeRawPointer(frame.bytes) + start, count: frame.byteCount - start)
    // Offset 6 is UDP, where 0 would say that there is no checksum.
    frame.bytes.store16(checksum == 0 && frame.offload.checksumOffset == 6 ? 0xffff : checksum, field)
    return true
}
