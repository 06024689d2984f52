// The slow and obvious twins: byte by byte over arrays, sharing nothing with the code under test.

enum Slow {
    static func sum(_ bytes: some Sequence<UInt8>) -> Int {
        var total = 0
        var isHigh = true
        for byte in bytes {
            total += isHigh ? Int(byte) << 8 : Int(byte)
            isHigh.toggle()
        }
        return total
    }

    static func fold(_ sum: Int) -> Int {
        var sum = sum
        while sum > 0xffff { sum = (sum & 0xffff) + (sum >> 16) }
        return sum
    }

    /// One bit at a time.
    static func crc32c(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var crc: UInt32 = ~0
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0x82f6_3b78 : crc >> 1 }
        }
        return ~crc
    }

    static func u16(_ bytes: [UInt8], _ offset: Int) -> Int { Int(bytes[offset]) << 8 | Int(bytes[offset + 1]) }

    /// What is wrong with the checksums of a well-formed frame; fragments are looked at as far as they go.
    static func checksumFaults(_ bytes: [UInt8]) -> [String] {
        var offset = 12
        while [0x8100, 0x88a8, 0x9100].contains(u16(bytes, offset)) { offset += 4 }
        var type = u16(bytes, offset)
        offset += 2
        if type < 0x600 {
            guard Array(bytes[offset..<offset + 3]) == [0xaa, 0xaa, 3] else { return [] }
            type = u16(bytes, offset + 6)
            offset += 8
        }
        if type == 0x88e7 { return checksumFaults(Array(bytes[(offset + 4)...])) }
        if type == 0x8847 || type == 0x8848 {
            while bytes[offset + 2] & 1 == 0 { offset += 4 }
            offset += 4
            type = bytes[offset] >> 4 == 4 ? 0x0800 : 0x86dd
        }
        switch type {
        case 0x0800: return ipv4Faults(Array(bytes[offset...]))
        case 0x86dd: return ipv6Faults(Array(bytes[offset...]))
        default: return []
        }
    }

    static func ipv4Faults(_ bytes: [UInt8]) -> [String] {
        let headerLength = Int(bytes[0] & 15) * 4
        var faults: [String] = []
        if fold(sum(bytes[..<headerLength])) != 0xffff { faults.append("IPv4 header") }
        guard u16(bytes, 6) & 0x3fff == 0 else { return faults }
        let body = Array(bytes[headerLength..<u16(bytes, 2)])
        return faults + transportFaults(body, Int(bytes[9]), addresses: Array(bytes[12..<20]), isIPv6: false)
    }

    static func ipv6Faults(_ bytes: [UInt8]) -> [String] {
        var offset = 40
        var next = Int(bytes[6])
        let end = 40 + u16(bytes, 4)
        var addresses = Array(bytes[8..<40])
        while [0, 43, 44, 51, 60].contains(next) {
            if next == 44, u16(bytes, offset + 2) & 0xfff9 != 0 { return [] }
            if next == 43, bytes[offset + 3] != 0 {
                let last = offset + 8 + 16 * (Int(bytes[offset + 1]) / 2 - 1)
                addresses = Array(addresses[..<16] + bytes[last..<last + 16])
            }
            let length =
                next == 44 ? 8 : next == 51 ? (Int(bytes[offset + 1]) + 2) * 4 : (Int(bytes[offset + 1]) + 1) * 8
            next = Int(bytes[offset])
            offset += length
        }
        return transportFaults(Array(bytes[offset..<end]), next, addresses: addresses, isIPv6: true)
    }

    static func transportFaults(_ body: [UInt8], _ number: Int, addresses: [UInt8], isIPv6: Bool) -> [String] {
        let pseudo = sum(addresses) + number + body.count
        switch number {
        case 6: return fold(pseudo + sum(body)) == 0xffff ? [] : ["TCP"]
        case 17: return u16(body, 6) == 0 || fold(pseudo + sum(body)) == 0xffff ? [] : ["UDP"]
        case 58 where isIPv6: return fold(pseudo + sum(body)) == 0xffff ? [] : ["ICMPv6"]
        case 1 where !isIPv6: return fold(sum(body)) == 0xffff ? [] : ["ICMP"]
        case 132:
            let crc = crc32c(body[..<8] + [0, 0, 0, 0] + body[12...])
            let sent = body[8..<12].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            return crc == sent ? [] : ["SCTP"]
        default: return []
        }
    }
}
