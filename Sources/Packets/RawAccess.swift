// Unaligned big-endian access to raw bytes. No bounds checks: whoever calls has compared offsets with the frame's end
// once for the whole header.

extension UnsafeRawPointer {
    @inlinable @inline(__always)
    func load8(_ offset: Int) -> UInt8 { loadUnaligned(fromByteOffset: offset, as: UInt8.self) }

    @inlinable @inline(__always)
    func load16(_ offset: Int) -> UInt16 { loadUnaligned(fromByteOffset: offset, as: UInt16.self).bigEndian }

    @inlinable @inline(__always)
    func load32(_ offset: Int) -> UInt32 { loadUnaligned(fromByteOffset: offset, as: UInt32.self).bigEndian }

    /// 48 bits: an Ethernet address.
    @inlinable @inline(__always)
    func load48(_ offset: Int) -> UInt64 { UInt64(load16(offset)) << 32 | UInt64(load32(offset + 2)) }

    @inlinable @inline(__always)
    func load128(_ offset: Int) -> UInt128 {
        let high = loadUnaligned(fromByteOffset: offset, as: UInt64.self).bigEndian
        let low = loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self).bigEndian
        return UInt128(high) << 64 | UInt128(low)
    }
}

extension UnsafeMutableRawPointer {
    @inlinable @inline(__always)
    func load8(_ offset: Int) -> UInt8 { UnsafeRawPointer(self).load8(offset) }

    @inlinable @inline(__always)
    func load16(_ offset: Int) -> UInt16 { UnsafeRawPointer(self).load16(offset) }

    @inlinable @inline(__always)
    func load32(_ offset: Int) -> UInt32 { UnsafeRawPointer(self).load32(offset) }

    @inlinable @inline(__always)
    func load48(_ offset: Int) -> UInt64 { UnsafeRawPointer(self).load48(offset) }

    @inlinable @inline(__always)
    func load128(_ offset: Int) -> UInt128 { UnsafeRawPointer(self).load128(offset) }

    @inlinable @inline(__always)
    func store8(_ value: UInt8, _ offset: Int) { storeBytes(of: value, toByteOffset: offset, as: UInt8.self) }

    @inlinable @inline(__always)
    func store16(_ value: UInt16, _ offset: Int) {
        storeBytes(of: value.bigEndian, toByteOffset: offset, as: UInt16.self)
    }

    @inlinable @inline(__always)
    func store32(_ value: UInt32, _ offset: Int) {
        storeBytes(of: value.bigEndian, toByteOffset: offset, as: UInt32.self)
    }

    @inlinable @inline(__always)
    func store48(_ value: UInt64, _ offset: Int) {
        store16(UInt16(truncatingIfNeeded: value >> 32), offset)
        store32(UInt32(truncatingIfNeeded: value), offset + 2)
    }

    @inlinable @inline(__always)
    func store128(_ value: UInt128, _ offset: Int) {
        storeBytes(of: UInt64(truncatingIfNeeded: value >> 64).bigEndian, toByteOffset: offset, as: UInt64.self)
        storeBytes(of: UInt64(truncatingIfNeeded: value).bigEndian, toByteOffset: offset + 8, as: UInt64.self)
    }
}
