/// IEEE 802.3 frames: LLC (802.2), and SNAP, which brings the EtherType back.
///
///     | length:16 | DSAP:8 SSAP:8 control:8 | OUI:24 type:16 (SNAP only)
public enum LLCHeader {
    @inlinable public static var byteCount: Int { 3 }
    /// LLC and SNAP together.
    @inlinable public static var snapByteCount: Int { 8 }

    /// The SNAP type of the LLC header at `offset`, if it is one with OUI 000000 and a true EtherType (1.0.0 §3.4).
    @inlinable public static func snapType(_ bytes: UnsafeRawPointer, at offset: Int, count: Int) -> UInt16? {
        guard count >= offset + snapByteCount else { return nil }
        guard bytes.load32(offset) == 0xaaaa_0300, bytes.load16(offset + 4) == 0 else { return nil }
        let type = bytes.load16(offset + 6)
        return type >= EtherType.minimum ? type : nil
    }
}
