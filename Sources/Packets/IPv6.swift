/// IPv6 (RFC 8200); extension headers are walked in HeaderLayout+IPv6.swift.
///
///      0                                  4                6             7           8    24    40
///     | ver:4 class:8 flow label:20      | payload length | next header | hop limit | src | dst |
@frozen public struct IPv6Header {
    @inlinable public static var byteCount: Int { 40 }

    public let bytes: UnsafeRawPointer

    /// The caller has seen that a valid header is there.
    @inlinable public init(unchecked bytes: UnsafeRawPointer) { self.bytes = bytes }

    @inlinable public init?(_ bytes: UnsafeRawPointer, count: Int) {
        guard count >= IPv6Header.byteCount, bytes.load8(0) >> 4 == 6 else { return nil }
        self.bytes = bytes
    }

    @inlinable public var trafficClass: UInt8 { UInt8(truncatingIfNeeded: bytes.load16(0) >> 4) }
    @inlinable public var dscp: UInt8 { trafficClass >> 2 }
    @inlinable public var ecn: UInt8 { trafficClass & 3 }
    @inlinable public var flowLabel: UInt32 { bytes.load32(0) & 0xf_ffff }
    @inlinable public var payloadLength: UInt16 { bytes.load16(4) }
    @inlinable public var nextHeader: UInt8 { bytes.load8(6) }
    @inlinable public var hopLimit: UInt8 { bytes.load8(7) }
    @inlinable public var source: UInt128 { bytes.load128(8) }
    @inlinable public var destination: UInt128 { bytes.load128(24) }
}

/// An IPv6 address as text.
@frozen public struct IPv6Address: Hashable, Sendable, LosslessStringConvertible {
    public var rawValue: UInt128

    @inlinable public init(_ rawValue: UInt128) { self.rawValue = rawValue }

    /// Any form of RFC 4291 §2.2, also with an IPv4 address in the last 32 bits; no zone.
    public init?(_ description: String) {
        var before: [UInt16] = []
        var after: [UInt16] = []
        var isCompressed = false
        var rest = Substring(description).utf8
        if rest.starts(with: "::".utf8) {
            isCompressed = true
            rest = rest.dropFirst(2)
        }
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: ":")) ?? rest.endIndex
            let part = rest[..<end]
            if part.contains(UInt8(ascii: ".")) {
                guard end == rest.endIndex, let embedded = IPv4Address(utf8: part) else { return nil }
                let words = [UInt16(embedded.rawValue >> 16), UInt16(truncatingIfNeeded: embedded.rawValue)]
                if isCompressed { after += words } else { before += words }
                break
            }
            guard !part.isEmpty, part.count <= 4 else { return nil }
            var word: UInt16 = 0
            for character in part {
                guard let digit = hexDigit(character) else { return nil }
                word = word << 4 | UInt16(digit)
            }
            if isCompressed { after.append(word) } else { before.append(word) }
            if end == rest.endIndex { break }
            rest = rest[end...]
            if rest.starts(with: "::".utf8) {
                guard !isCompressed else { return nil }
                isCompressed = true
                rest = rest.dropFirst(2)
            } else {
                rest = rest.dropFirst(1)
                guard !rest.isEmpty else { return nil }
            }
        }
        let count = before.count + after.count
        guard isCompressed ? count < 8 : count == 8 else { return nil }
        let words = before + Array(repeating: 0, count: 8 - count) + after
        rawValue = words.reduce(0) { $0 << 16 | UInt128($1) }
    }

    /// The form of RFC 5952: lower case, the longest run of two or more zero words as "::", the first if several.
    public var description: String {
        let words = (0..<8).map { UInt16(truncatingIfNeeded: rawValue >> UInt128(112 - 16 * $0)) }
        if rawValue >> 32 == 0xffff {
            return "::ffff:\(IPv4Address(UInt32(truncatingIfNeeded: rawValue)))"
        }
        var longest = 0..<0
        var index = 0
        while index < 8 {
            var end = index
            while end < 8, words[end] == 0 { end += 1 }
            if end - index > longest.count { longest = index..<end }
            index = max(end, index + 1)
        }
        func text(_ range: Range<Int>) -> String {
            words[range].map { String($0, radix: 16) }.joined(separator: ":")
        }
        return longest.count < 2 ? text(0..<8) : text(0..<longest.lowerBound) + "::" + text(longest.upperBound..<8)
    }
}

extension Frame {
    /// The transport checksum follows; false without an IPv6 header.
    @discardableResult @inlinable
    public mutating func setIPv6Source(_ address: UInt128, _ layout: HeaderLayout) -> Bool {
        guard layout.isIPv6 else { return false }
        replaceIPv6Address(at: Int(layout.networkOffset) + 8, with: address, layout, isInPseudoHeader: true)
        return true
    }

    /// The transport checksum follows, unless a routing header holds the destination that it covers.
    /// False without an IPv6 header.
    @discardableResult @inlinable
    public mutating func setIPv6Destination(_ address: UInt128, _ layout: HeaderLayout) -> Bool {
        guard layout.isIPv6 else { return false }
        let offset = Int(layout.networkOffset) + 24
        let isFinal = layout.ipv6FinalDestinationOffset(UnsafeRawPointer(bytes)) == offset
        replaceIPv6Address(at: offset, with: address, layout, isInPseudoHeader: isFinal)
        return true
    }

    /// Sets the 20 bits of the flow label; false without an IPv6 header.
    @discardableResult @inlinable
    public mutating func setIPv6FlowLabel(_ label: UInt32, _ layout: HeaderLayout) -> Bool {
        guard layout.isIPv6 else { return false }
        let offset = Int(layout.networkOffset)
        bytes.store32(bytes.load32(offset) & 0xfff0_0000 | label & 0xf_ffff, offset)
        return true
    }

    @inlinable mutating func replaceIPv6Address(
        at offset: Int,
        with address: UInt128,
        _ layout: HeaderLayout,
        isInPseudoHeader: Bool
    ) {
        let delta = Checksum.delta(from: bytes.load128(offset), to: address)
        bytes.store128(address, offset)
        if isInPseudoHeader { updatePseudoHeader(layout, by: delta) }
    }
}
