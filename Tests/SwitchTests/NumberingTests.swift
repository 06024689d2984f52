import Testing

@testable import Switch

@Suite struct NumberingTests {
    typealias Port = SwitchConfiguration.Port

    private func configuration(_ ports: (String, UInt32?)...) -> SwitchConfiguration {
        SwitchConfiguration(ports: ports.map { Port(interface: $0.0, number: $0.1) })
    }

    @Test func portsKeepTheirNumbersUnlessOneIsAskedFor() {
        let before = configuration(("a", nil), ("b", nil), ("c", nil)).numbered(after: nil)
        #expect(before.ports.map(\.number) == [1, 2, 3])
        let after = configuration(("c", nil), ("d", nil), ("a", nil)).numbered(after: before)
        #expect(after.ports.map(\.number) == [3, 2, 1])
        let claimed = configuration(("a", nil), ("d", 1)).numbered(after: before)
        #expect(claimed.ports.map(\.number) == [2, 1])
    }

    @Test func anotherKindOfPortIsAnotherPort() {
        let before = configuration(("a", 5)).numbered(after: nil)
        let after = SwitchConfiguration(ports: [Port(.tap("a"))]).numbered(after: before)
        #expect(after.ports.map(\.number) == [1])
    }
}
