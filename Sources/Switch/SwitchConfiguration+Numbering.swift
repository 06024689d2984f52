extension SwitchConfiguration {
    /// Each port with its number, as the switch will give them out; only for a configuration that `validate()` passes.
    /// The LOCAL port is not among them.
    public func numberedPorts() -> [(port: Port, number: UInt32)] {
        numbered(after: nil).ports.map { ($0, $0.number ?? 0) }
    }

    /// The same configuration with a number for every port: that which was asked for, else the one that the port had
    /// before, else the lowest from 1 on that no other port has, in the order of the list.
    ///
    /// So a port keeps its number while others come and go, unless one of them asks for that very number.
    public func numbered(after previous: SwitchConfiguration?) -> SwitchConfiguration {
        var result = self
        var taken = Set(ports.compactMap(\.number))
        for index in ports.indices where ports[index].number == nil {
            let before = previous?.ports.first { $0.kind == ports[index].kind }
            guard let number = before?.number, taken.insert(number).inserted else { continue }
            result.ports[index].number = number
        }
        var next: UInt32 = 1
        for index in ports.indices where result.ports[index].number == nil {
            while taken.contains(next) { next += 1 }
            taken.insert(next)
            result.ports[index].number = next
        }
        return result
    }
}
