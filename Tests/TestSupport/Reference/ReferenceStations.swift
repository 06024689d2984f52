/// The slow twin of what the action NORMAL learns: all stations in an array, in the order in which they were last heard.
public struct ReferenceStations: Sendable {
    public struct Station: Hashable, Sendable {
        public var address: UInt64
        public var vlan: UInt16
        public var port: UInt32
        /// Nanoseconds.
        public var lastHeard: UInt64

        public init(address: UInt64, vlan: UInt16, port: UInt32, lastHeard: UInt64) {
            self.address = address
            self.vlan = vlan
            self.port = port
            self.lastHeard = lastHeard
        }
    }

    public private(set) var stations: [Station] = []
    private let capacity: Int
    private let ageLimit: UInt64

    public init(capacity: Int = 8192, ageLimit: UInt64 = 300_000_000_000) {
        self.capacity = capacity
        self.ageLimit = ageLimit
    }

    public mutating func expire(now: UInt64) { stations.removeAll { now - $0.lastHeard >= ageLimit } }

    public mutating func learn(address: UInt64, vlan: UInt16, port: UInt32, now: UInt64) {
        stations.removeAll { $0.address == address && $0.vlan == vlan }
        if stations.count == capacity { stations.removeFirst() }
        stations.append(Station(address: address, vlan: vlan, port: port, lastHeard: now))
    }

    public mutating func forget(port: UInt32) { stations.removeAll { $0.port == port } }

    public func port(of address: UInt64, vlan: UInt16) -> UInt32? {
        stations.first { $0.address == address && $0.vlan == vlan }?.port
    }
}
