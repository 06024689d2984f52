import OpenFlow

/// 1.0 has 16-bit port numbers: up to 0xff00 ports, from 0xfff8 reserved ones (1.0.0 §5.2.1).
///
/// The numbers above 0xff00 are the low halves of those the model has, and so map both ways without loss.
enum PortNumbers10 {
    static let max: UInt16 = 0xff00

    @inline(__always)
    static func long(_ number: UInt16) -> PortNumber {
        PortNumber(number > max ? 0xffff_0000 | UInt32(number) : UInt32(number))
    }

    /// Nil for ports that 1.0 cannot name.
    @inline(__always)
    static func short(_ number: PortNumber) -> UInt16? {
        number.rawValue <= UInt32(max) || number.rawValue > 0xffff_ff00
            ? UInt16(truncatingIfNeeded: number.rawValue) : nil
    }
}
