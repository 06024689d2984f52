import Ports
import Testing

struct LinkMonitorTests {
    @Test func loopbackIsThere() throws {
        let monitor = try LinkMonitor()
        let loopback = try #require(try monitor.currentLinks().first { $0.name == "lo" })
        #expect(loopback.isEthernet && loopback.index > 0 && loopback.mtu > 0)
        #expect(try LinkMonitor.link(named: "lo").index == loopback.index)
    }

    @Test func anUnknownInterfaceCannotBeSwitched() {
        let error = #expect(throws: PortError.self) { try setInterface("nosuch0", up: true) }
        #expect(error?.description.contains("nosuch0: No such device; interfaces here: ") == true)
    }
}

@Suite(.enabled(if: NetworkNamespace.isAvailable, Comment(rawValue: NetworkNamespace.reason)))
struct LinkEventTests {
    /// Waits for events until one fulfils `condition`; false after 5 seconds without any.
    private func wait(_ monitor: inout LinkMonitor, for condition: (LinkEvent) -> Bool) throws -> Bool {
        var poller = try Poller()
        try poller.add(monitor.fileDescriptor, token: 1)
        return withUnsafeTemporaryAllocation(of: PollEvent.self, capacity: 1) { events in
            var isFound = false
            while !isFound {
                guard poller.wait(timeoutNanoseconds: 5_000_000_000, into: events) > 0 else { return false }
                monitor.poll { if condition($0) { isFound = true } }
            }
            return true
        }
    }

    @Test func linksAreDescribed() throws {
        try NetworkNamespace.run {
            try NetworkNamespace.makeVeth(mtu: 4000)
            NetworkNamespace.shell("ip link set a1 address 02:aa:bb:cc:dd:0e")
            let link = try LinkMonitor.link(named: "a1")
            #expect(link.hardwareAddress == 0x02aa_bbcc_dd0e)
            #expect(link.mtu == 4000 && link.isAdminUp && link.hasCarrier && link.isEthernet)
            #expect(link.speedMbps == 10_000 && link.isFullDuplex)
            let monitor = try LinkMonitor()
            let bare = try #require(try monitor.currentLinks().first { $0.name == "a1" })
            #expect(bare.speedMbps == nil && !bare.isFullDuplex)
            #expect(LinkMonitor.withSpeed(bare) == link)
            let names = try monitor.currentLinks().map(\.name)
            #expect(names.sorted() == ["a1", "b1", "lo"])
        }
    }

    @Test func changesAreTold() throws {
        try NetworkNamespace.run {
            try NetworkNamespace.makeVeth()
            var monitor = try LinkMonitor()
            let index = try LinkMonitor.link(named: "a1").index
            // The kernel may still tell that the interfaces have come up, but nothing else has happened.
            monitor.poll {
                if case .removed = $0 { Issue.record("nothing was removed yet, but \($0)") }
            }

            try setInterface("b1", up: false)
            #expect(
                try wait(&monitor) {
                    if case .changed(let link) = $0 {
                        link.index == index && link.isAdminUp && !link.hasCarrier
                    } else {
                        false
                    }
                }
            )
            try setInterface("b1", up: true)
            #expect(
                try wait(&monitor) {
                    if case .changed(let link) = $0 { link.index == index && link.hasCarrier } else { false }
                }
            )
            NetworkNamespace.shell("ip link set a1 mtu 1400")
            #expect(
                try wait(&monitor) {
                    if case .changed(let link) = $0 {
                        link.index == index && link.mtu == 1400 && link.speedMbps == nil
                    } else {
                        false
                    }
                }
            )
            NetworkNamespace.shell("ip link del a1")
            #expect(try wait(&monitor) { $0 == .removed(name: "a1", index: index) })
            let error = #expect(throws: PortError.self) { try LinkMonitor.link(named: "a1") }
            #expect(error?.description.contains("interfaces here: lo") == true)
        }
    }

    /// More changes than the socket's buffer holds: the listener must end up with what is true.
    @Test func afterAnOverflowAllIsTold() throws {
        try NetworkNamespace.run {
            try NetworkNamespace.makeVeth()
            var monitor = try LinkMonitor()
            let index = try LinkMonitor.link(named: "b1").index
            for _ in 0..<400 {
                try setInterface("a1", up: false)
                try setInterface("a1", up: true)
            }
            NetworkNamespace.shell("ip link del a1; ip link add c1 type veth peer name d1")
            var names: Set<String> = []
            var removed: Set<Int32> = []
            monitor.poll { event in
                switch event {
                case .changed(let link): names.insert(link.name)
                case .removed(_, let index): removed.insert(index)
                }
            }
            #expect(names.isSuperset(of: ["c1", "d1"]))
            #expect(removed.contains(index))
        }
    }
}
