/// When something falls due: a hierarchical timer wheel (Varghese, Lauck: "Hashed and Hierarchical Timing Wheels",
/// SOSP 1987) over the worker's clock.
///
/// Three levels of 256 slots; a tick is 2^26 ns (67 ms), so the levels reach 17 s, 73 min and 13 days. Timers are numbers
/// (flow entry indices), each at most once in the wheel. A timer never fires early, and late by less than two ticks.
/// Setting and cancelling cost O(1); `advance` costs the ticks passed plus the timers due.
///
/// Invariant: `next`, `previous`, `due` and `slotOf` have one element per timer; a slot's list is closed by `none`.
struct TimerWheel {
    private static let none: UInt32 = .max
    private static let tickShift: UInt64 = 26
    private static let slotsPerLevel = 256
    private static let levels = 3

    private var heads = Array(repeating: none, count: levels * slotsPerLevel)
    private var next: [UInt32] = []
    private var previous: [UInt32] = []
    private var due: [UInt64] = []
    private var slotOf: [Int32] = []
    /// The tick up to which everything has fired.
    private var now: UInt64
    private(set) var count = 0

    init(now: UInt64) { self.now = now >> Self.tickShift }

    mutating func set(_ timer: UInt32, at time: UInt64) {
        if Int(timer) >= next.count { grow(to: Int(timer) + 1) }
        cancel(timer)
        due[Int(timer)] = max(now + 1, (time >> Self.tickShift) + 1)
        insert(timer)
        count += 1
    }

    mutating func cancel(_ timer: UInt32) {
        guard Int(timer) < slotOf.count, slotOf[Int(timer)] >= 0 else { return }
        unlink(timer)
        count -= 1
    }

    /// Takes one timer that is due at `time` out of the wheel; nil when there is none left. A timer set anew meanwhile,
    /// for a time after `time`, is not due.
    mutating func popDue(at time: UInt64) -> UInt32? {
        let target = time >> Self.tickShift
        while count > 0 {
            // The slot of the tick that has come holds nothing but what is due: timers are set for later ticks.
            let timer = heads[Int(now & 255)]
            if timer != Self.none {
                unlink(timer)
                count -= 1
                return timer
            }
            guard now < target else { return nil }
            now += 1
            for level in 1..<Self.levels where now & ((1 << UInt64(8 * level)) - 1) == 0 { cascade(level) }
        }
        now = max(now, target)
        return nil
    }

    /// The time of the next slot that is not empty, or of the next cascade; nil when no timer is set.
    var nextDue: UInt64? {
        guard count > 0 else { return nil }
        for tick in (now + 1)...(now + UInt64(Self.slotsPerLevel)) {
            if heads[Int(tick & 255)] != Self.none || tick & 255 == 0 { return tick << Self.tickShift }
        }
        return (now + 1) << Self.tickShift
    }

    private mutating func insert(_ timer: UInt32) {
        let tick = due[Int(timer)]
        let distance = tick - now
        let level = distance < 256 ? 0 : distance < 65536 ? 1 : 2
        // Beyond the last level a timer waits in the farthest slot and is inserted anew from there.
        let place = min(tick, now + (1 << 24) - (1 << 16)) >> UInt64(8 * level)
        let slot = level * Self.slotsPerLevel + Int(place & 255)
        slotOf[Int(timer)] = Int32(slot)
        previous[Int(timer)] = Self.none
        next[Int(timer)] = heads[slot]
        if heads[slot] != Self.none { previous[Int(heads[slot])] = timer }
        heads[slot] = timer
    }

    private mutating func unlink(_ timer: UInt32) {
        let (before, after) = (previous[Int(timer)], next[Int(timer)])
        if before == Self.none { heads[Int(slotOf[Int(timer)])] = after } else { next[Int(before)] = after }
        if after != Self.none { previous[Int(after)] = before }
        slotOf[Int(timer)] = -1
    }

    private mutating func cascade(_ level: Int) {
        let slot = level * Self.slotsPerLevel + Int((now >> UInt64(8 * level)) & 255)
        var timer = heads[slot]
        heads[slot] = Self.none
        while timer != Self.none {
            let following = next[Int(timer)]
            slotOf[Int(timer)] = -1
            insert(timer)
            timer = following
        }
    }

    private mutating func grow(to size: Int) {
        let added = max(size, next.count * 2) - next.count
        next += Array(repeating: Self.none, count: added)
        previous += Array(repeating: Self.none, count: added)
        due += Array(repeating: 0, count: added)
        slotOf += Array(repeating: -1, count: added)
    }
}
