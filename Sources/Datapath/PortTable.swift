import OpenFlow
import Packets
import Ports

/// A port of a datapath as the frame path sees it: trivial.
struct PortState {
    let number: UInt32
    var device: PortDevice
    var config: PortConfig
    /// Link and carrier; a port without an interface of its own is always up.
    var isLinkUp = true
    /// The interface has gone; the number waits for one of the same name.
    var isMissing = false
    var needsFlush = false
    var rxPackets: UInt64 = 0
    var rxBytes: UInt64 = 0
    var rxDropped: UInt64 = 0
    var txPackets: UInt64 = 0
    var txBytes: UInt64 = 0
    var txDropped: UInt64 = 0
    var txErrors: UInt64 = 0
}

/// What only control messages need of a port.
struct PortRecord {
    var name: String
    var hardwareAddress: UInt64
    var created: UInt64
    /// nil for a port without an interface of the kernel, or whose interface is in another network namespace.
    var link: LinkInfo?
    /// What the port is opened from again when its interface is back; nil: it does not come back.
    var source: PortSource?
}

/// All ports of a datapath, by index in the order they were added and by number.
///
/// Invariant: `states` has `capacity` elements of memory of which `count` are initialised; `indexOfNumber` covers the
/// numbers below `directCount` and `localIndex` LOCAL; other large numbers are found by going through the ports.
struct PortTable: ~Copyable {
    private static let directCount = 1024
    static let missing = -1
    private(set) var states: UnsafeMutablePointer<PortState>
    private let indexOfNumber: UnsafeMutablePointer<Int16>
    private var localIndex = missing
    private var capacity = 8
    private(set) var count = 0
    var records: [PortRecord] = []

    init() {
        states = .allocate(capacity: 8)
        indexOfNumber = .allocate(capacity: Self.directCount)
        indexOfNumber.initialize(repeating: Int16(Self.missing), count: Self.directCount)
    }

    deinit {
        states.deallocate()
        indexOfNumber.deallocate()
    }

    /// The index of the port with this number, or `missing`.
    @inline(__always)
    func index(of number: UInt32) -> Int {
        if number < UInt32(Self.directCount) { return Int(indexOfNumber[Int(number)]) }
        if number == PortNumber.local.rawValue { return localIndex }
        for i in 0..<count where states[i].number == number { return i }
        return Self.missing
    }

    mutating func add(_ state: PortState, _ record: PortRecord) {
        precondition(index(of: state.number) == Self.missing, "a port number is used once")
        if count == capacity {
            let larger = UnsafeMutablePointer<PortState>.allocate(capacity: capacity * 2)
            larger.moveInitialize(from: states, count: count)
            states.deallocate()
            states = larger
            capacity *= 2
        }
        setIndex(count, of: state.number)
        (states + count).initialize(to: state)
        records.append(record)
        count += 1
    }

    /// The port's device has been closed; ports behind it move up.
    mutating func remove(at index: Int) {
        let number = states[index].number
        setIndex(Self.missing, of: number)
        // `PortState` is trivial: moving its bytes moves it.
        (states + index).update(from: states + index + 1, count: count - index - 1)
        records.remove(at: index)
        count -= 1
        for i in index..<count { setIndex(i, of: states[i].number) }
    }

    private mutating func setIndex(_ index: Int, of number: UInt32) {
        if number < UInt32(Self.directCount) { indexOfNumber[Int(number)] = Int16(index) }
        if number == PortNumber.local.rawValue { localIndex = index }
    }

    func index(named name: String) -> Int? { records.firstIndex { $0.name == name } }

    func description(_ index: Int) -> PortDescription {
        let (state, record) = (states[index], records[index])
        var result = PortDescription(
            number: PortNumber(state.number),
            hardwareAddress: record.hardwareAddress,
            name: record.name,
            config: state.config
        )
        if !state.isLinkUp || state.isMissing { result.state.insert(.linkDown) } else { result.state.insert(.live) }
        if let link = record.link, let speed = link.speedMbps {
            result.currentSpeed = UInt32(clamping: speed * 1000)
            result.maxSpeed = result.currentSpeed
            result.current = Self.features(megabits: speed, isFullDuplex: link.isFullDuplex)
        }
        return result
    }

    func statistics(_ index: Int, now: UInt64) -> PortStatistics {
        let state = states[index]
        var result = PortStatistics(number: PortNumber(state.number))
        result.rxPackets = state.rxPackets
        result.rxBytes = state.rxBytes
        result.rxDropped = state.rxDropped
        result.txPackets = state.txPackets
        result.txBytes = state.txBytes
        result.txDropped = state.txDropped
        result.txErrors = state.txErrors
        result.duration = now - records[index].created
        return result
    }

    /// Speed and medium as OFPPF bits; a speed that has none is `other`.
    private static func features(megabits: Int, isFullDuplex: Bool) -> PortFeatures {
        let speed: PortFeatures =
            switch (megabits, isFullDuplex) {
            case (10, false): .half10Mb
            case (10, true): .full10Mb
            case (100, false): .half100Mb
            case (100, true): .full100Mb
            case (1000, false): .half1Gb
            case (1000, true): .full1Gb
            case (10_000, _): .full10Gb
            case (40_000, _): .full40Gb
            case (100_000, _): .full100Gb
            case (1_000_000, _): .full1Tb
            default: .other
            }
        return [speed, .copper]
    }
}
