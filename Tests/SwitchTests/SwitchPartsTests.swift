import OpenFlow
import Testing

@testable import Switch

@Suite struct SwitchPartsTests {
    @Test func theDatapathIDIsTheOneGiven() {
        let configuration = SwitchConfiguration(datapathID: 0xabc)
        #expect(SwitchParts.datapathID(configuration, ports: []) == 0xabc)
    }

    @Test func aSwitchWithoutPortsStillHasADatapathID() {
        #expect(SwitchParts.datapathID(SwitchConfiguration(), ports: []) != 0)
    }

    @Test func anInterfaceThatDoesNotExistIsNamed() {
        let configuration = SwitchConfiguration(ports: [.init(interface: "nosuchveth0")])
        #expect {
            try SwitchParts.openPorts(configuration)
        } throws: { error in
            "\(error)".contains("nosuchveth0")
        }
    }
}
