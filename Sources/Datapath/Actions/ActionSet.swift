/// The action set that a packet gathers on its way through the tables (1.3.5 §5.10).
///
/// One op per kind, at `Op.actionSetSlot`; `present` says which slots hold one, so that running the set in its prescribed
/// order is a walk over the bits from the lowest.
///
/// Invariant: `ops` has 64 elements of memory, initialised where `present` has a bit; it belongs to the datapath.
struct ActionSet {
    let ops: UnsafeMutablePointer<Op>
    var present: UInt64 = 0

    init() {
        ops = .allocate(capacity: 64)
        ops.initialize(repeating: Op(code: .end), count: 64)
    }

    func deallocate() { ops.deallocate() }

    @inline(__always)
    mutating func write(_ op: Op) {
        let slot = op.actionSetSlot
        ops[slot] = op
        present |= 1 << UInt64(slot)
    }
}
