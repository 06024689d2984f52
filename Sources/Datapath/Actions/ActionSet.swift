/// The action set that a packet gathers on its way through the tables (1.3.5 §5.10).
///
/// One op per kind, at `Op.actionSetSlot`; `present` says which slots hold one, so that running the set in its prescribed
/// order is a walk over the bits from the lowest.
///
/// Invariant: `ops` has 64 initialised elements, valid where `present` has a bit, and `program` one more; both belong to
/// the datapath.
struct ActionSet {
    private let ops: UnsafeMutablePointer<Op>
    private let program: UnsafeMutablePointer<Op>
    var present: UInt64 = 0

    init() {
        ops = .allocate(capacity: 64)
        ops.initialize(repeating: Op(code: .end), count: 64)
        program = .allocate(capacity: 65)
        program.initialize(repeating: Op(code: .end), count: 65)
    }

    func deallocate() {
        ops.deallocate()
        program.deallocate()
    }

    /// Empties the set; what was in it is now a program, in the order of the slots, valid until the next call.
    mutating func takeProgram() -> UnsafePointer<Op> {
        var count = 0
        while present != 0 {
            program[count] = ops[present.trailingZeroBitCount]
            present &= present - 1
            count += 1
        }
        program[count] = Op(code: .end)
        return UnsafePointer(program)
    }

    @inline(__always)
    mutating func write(_ op: Op) {
        let slot = op.actionSetSlot
        ops[slot] = op
        present |= 1 << UInt64(slot)
    }
}
