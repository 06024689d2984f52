import Testing

@testable import Ports

/// Messages of a real kernel about a veth, less some attributes, and damaged ones.
struct LinkMessagesTests {
    /// RTM_NEWLINK: va, index 2, admin down, no carrier, MTU 9000.
    private let newLink = bytes(
        """
        1801000010000000000000000000000000000100030000000210000000000000070003007661000008000d00e8030000
        0500100002000000050011000000000005004300000000000800040028230000080032004400000008003300ffff0000
        08001b000000000008001e000000000008003d000000000008001f000200000008002800ffff00000800290000000100
        08003a000000010008003f0000000100080040000000010008003b00f8ff070008003c00ffff00000800420000000000
        08002000020000000500210000000000080023000100000008002f000000000008003000010000000600440000000000
        060045000000000005002700000000000a00010002112233445500000a000200ffffffffffff0000
        """
    )
    private let done = bytes("14000000030000000100000000000000" + "00000000")
    private let noDevice = bytes("2400000002000000010000000000000" + "0edffffff" + "30000000120001000100000000000000")

    private let expected = LinkInfo(
        name: "va",
        index: 3,
        hardwareAddress: 0x0211_2233_4455,
        mtu: 9000,
        isAdminUp: false,
        hasCarrier: false
    )

    private func read(_ bytes: [UInt8]) -> (messages: [LinkMessage], isInterrupted: Bool) {
        var messages: [LinkMessage] = []
        var isInterrupted = false
        bytes.withUnsafeBytes { readLinkMessages($0, isInterrupted: &isInterrupted) { messages.append($0) } }
        return (messages, isInterrupted)
    }

    @Test func aLinkIsRead() {
        #expect(read(newLink).messages == [.link(expected)])
    }

    @Test func flagsAndCarrier() {
        var message = newLink
        message[24] = 1  // IFF_UP
        var up = expected
        up.isAdminUp = true
        #expect(read(message).messages == [.link(up)])
        message[offset(of: [5, 0, 33, 0], in: message) + 4] = 1
        up.hasCarrier = true
        #expect(read(message).messages == [.link(up)])
    }

    @Test func aDatagramHoldsManyMessages() {
        var deleted = newLink
        deleted[4] = 17
        let (messages, isInterrupted) = read(newLink + deleted + done)
        #expect(messages == [.link(expected), .removed(name: "va", index: 3), .done])
        #expect(!isInterrupted)
    }

    @Test func errorsAndInterruptions() {
        #expect(read(noDevice).messages == [.error(19)])
        var message = newLink
        message[6] = 0x10
        #expect(read(message).isInterrupted)
    }

    @Test func whatABridgeSaysOfItsPortsIsNoLink() {
        var message = newLink
        message[16] = 7  // AF_BRIDGE
        #expect(read(message).messages.isEmpty)
    }

    @Test func otherHardwareIsNotEthernet() {
        var message = newLink
        message[18...19] = [0xfe, 0xff]  // ARPHRD_NONE
        var other = expected
        other.isEthernet = false
        #expect(read(message).messages == [.link(other)])
    }

    /// Every prefix, and every wrong length, is read without harm; none makes up another name.
    @Test func damagedMessagesAreHarmless() {
        for count in 0..<newLink.count { #expect(read(Array(newLink.prefix(count))).messages.isEmpty) }
        for position in stride(from: 0, to: newLink.count - 1, by: 1) {
            for value in [0, 1, 3, 0xff] as [UInt8] {
                var message = newLink
                message[position] = value
                #expect(read(message).messages.count <= 1)
            }
        }
    }

    private func offset(of pattern: [UInt8], in bytes: [UInt8]) -> Int {
        (0...(bytes.count - pattern.count)).first { Array(bytes[$0..<($0 + pattern.count)]) == pattern } ?? 0
    }
}

private func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.filter { !$0.isWhitespace }.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}
