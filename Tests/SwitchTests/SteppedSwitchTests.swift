import Datapath
import Logging
import OpenFlow
import Ports
import TestSupport
import Testing

@testable import Switch

@Suite struct SteppedSwitchTests {
    /// A switch with ports 1, 2 and 3 in memory, and the learning controller.
    private func learningSwitch(_ version: OpenFlowVersion) throws -> (SteppedSwitch, [MemoryPeer]) {
        var peers: [MemoryPeer] = []
        let setups = (1...UInt32(3)).map { number in
            let port = MemoryPort(portNumber: number, options: MemoryPortOptions())
            peers.append(port.peer)
            return PortSetup(
                number: number,
                name: "p\(number)",
                hardwareAddress: 0x0200_0000_0100 + UInt64(number),
                device: .allocate(port)
            )
        }
        let stepped = try SteppedSwitch(SwitchConfiguration(versions: [version]), ports: setups)
        stepped.attachLearningController(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        stepped.settle()
        return (stepped, peers)
    }

    private func frame(from source: UInt64, to destination: UInt64) -> [UInt8] {
        FrameBuilder().ethernet(dst: destination, src: source).ipv4(src: 0x0a00_0001, dst: 0x0a00_0002)
            .udp(src: 1000, dst: 2000).payload([1, 2, 3]).bytes
    }

    @Test(arguments: [OpenFlowVersion.v1_0, .v1_3])
    func theFirstFrameIsFloodedAndTheAnswerSwitched(version: OpenFlowVersion) throws {
        let (stepped, peers) = try learningSwitch(version)
        let there = frame(from: 0x02_0000_0000_01, to: 0x02_0000_0000_02)
        #expect(peers[0].inject(there))
        stepped.settle()
        #expect(peers.map { $0.drainFrames() } == [[], [there], [there]])
        let back = frame(from: 0x02_0000_0000_02, to: 0x02_0000_0000_01)
        #expect(peers[1].inject(back))
        stepped.settle()
        #expect(peers.map { $0.drainFrames() } == [[back], [], []])
    }

    @Test(arguments: [OpenFlowVersion.v1_0, .v1_3])
    func idleFlowsGoAndComeBack(version: OpenFlowVersion) throws {
        let (stepped, peers) = try learningSwitch(version)
        let there = frame(from: 0x02_0000_0000_01, to: 0x02_0000_0000_02)
        let back = frame(from: 0x02_0000_0000_02, to: 0x02_0000_0000_01)
        for (port, bytes) in [(0, there), (1, back), (0, there)] {
            #expect(peers[port].inject(bytes))
            stepped.settle()
        }
        stepped.advance(by: .seconds(100))
        _ = peers.map { $0.drainFrames() }
        #expect(peers[0].inject(there))
        stepped.settle()
        #expect(peers.map { $0.drainFrames() } == [[], [there], []])
    }
}
