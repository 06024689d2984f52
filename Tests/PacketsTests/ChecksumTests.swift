import Packets
import Testing

@Suite struct ChecksumTests {
    @Test func theExampleOfRFC1071() {
        let bytes = hex("0001 f203 f4f5 f6f7")
        bytes.withUnsafeBytes { #expect(Checksum.fold(Checksum.sum($0.baseAddress!, count: 8)) == 0xddf2) }
    }

    @Test func sumsAsTheSlowTwinAtEveryLengthAndAlignment() {
        var generator = SeededGenerator(seed: 4)
        let bytes = generator.bytes(80)
        bytes.withUnsafeBytes { buffer in
            for start in 0..<8 {
                for count in 0...(80 - start) {
                    let sum = Checksum.sum(buffer.baseAddress! + start, count: count)
                    #expect(Int(Checksum.fold(sum)) == Slow.fold(Slow.sum(bytes[start..<start + count])))
                }
            }
        }
    }

    @Test func sumsAWholeLargeFrameOfOnes() {
        let bytes = [UInt8](repeating: 0xff, count: 65_536)
        bytes.withUnsafeBytes { #expect(Checksum.checksum($0.baseAddress!, count: $0.count) == 0) }
    }

    @Test func theExampleOfRFC1624() {
        // Section 4: a header whose checksum is dd2f and a word that goes from 5555 to 3285.
        let delta = Checksum.delta(from: 0x5555 as UInt16, to: 0x3285)
        #expect(Checksum.updated(0xdd2f, by: delta) == 0)
    }

    @Test func updatesAsARecomputation() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<2000 {
            var bytes = generator.bytes(40)
            bytes[0] |= 1
            let before = UInt16(Slow.fold(Slow.sum(bytes)))
            let edge: [UInt128] = [0, .max, UInt128(generator.next()) << 64 | UInt128(generator.next())]
            let new = edge.randomElement(using: &generator)!
            let old = bytes[8..<24].reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
            for index in 0..<16 { bytes[8 + index] = UInt8(truncatingIfNeeded: new >> UInt128(120 - 8 * index)) }
            let after = UInt16(Slow.fold(Slow.sum(bytes)))
            #expect(Checksum.updated(~before, by: Checksum.delta(from: old, to: new)) == ~after)
            let (old32, new32) = (UInt32(truncatingIfNeeded: old), UInt32(truncatingIfNeeded: new))
            for index in 0..<12 { bytes[8 + index] = UInt8(truncatingIfNeeded: old >> UInt128(120 - 8 * index)) }
            for index in 0..<4 { bytes[20 + index] = UInt8(truncatingIfNeeded: new32 >> UInt32(24 - 8 * index)) }
            let last = UInt16(Slow.fold(Slow.sum(bytes)))
            #expect(Checksum.updated(~before, by: Checksum.delta(from: old32, to: new32)) == ~last)
        }
    }

    @Test func pseudoHeadersAddUpAsBytes() {
        let four = Slow.sum(hex("0a000001 c0a80105 0006 1234"))
        #expect(
            Int(
                Checksum.fold(
                    Checksum.pseudoHeader(
                        source: 0x0a000001 as UInt32,
                        destination: 0xc0a80105,
                        ipProtocol: 6,
                        length: 0x1234
                    )
                )
            )
                == Slow.fold(four)
        )
        let bytes = [UInt8](1...32)
        let source = bytes[..<16].reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        let destination = bytes[16...].reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        let six = Checksum.pseudoHeader(source: source, destination: destination, ipProtocol: 17, length: 0x1_0002)
        #expect(Int(Checksum.fold(six)) == Slow.fold(Slow.sum(bytes) + 1 + 2 + 17))
    }
}
