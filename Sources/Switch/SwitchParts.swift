import Agent
import Datapath
import OpenFlow
import Packets
import Ports

/// What running and stepped switches are put together from.
enum SwitchParts {
    static let tableCount = 254

    /// Opens the interfaces as ports, in order; numbers as `numberedPorts()` gives them out.
    static func openPorts(_ configuration: SwitchConfiguration) throws(SwitchError) -> [PortSetup] {
        var opened: [PortSetup] = []
        do {
            for (interface, number) in configuration.numberedPorts() {
                let link = try LinkMonitor.link(named: interface)
                let port = try AFPacketPort(interface: interface, portNumber: number)
                opened.append(
                    PortSetup(
                        number: number,
                        name: interface,
                        hardwareAddress: link.hardwareAddress,
                        device: .allocate(port),
                        link: link
                    )
                )
            }
        } catch {
            for setup in opened { setup.device.deallocate() }
            throw SwitchError(error.description)
        }
        return opened
    }

    /// The identifier given, or one made from the first port's hardware address, as bridges do.
    static func datapathID(_ configuration: SwitchConfiguration, ports: [PortSetup]) -> UInt64 {
        if let given = configuration.datapathID { return given }
        let address = ports.first?.hardwareAddress ?? 0
        return address == 0 ? 1 : address
    }

    static func agentConfiguration(
        _ configuration: SwitchConfiguration,
        datapathID: UInt64,
        index: Int
    ) -> AgentConfiguration {
        AgentConfiguration(
            datapathID: datapathID,
            datapath: index,
            bufferCount: UInt32(configuration.bufferCount),
            tableCount: UInt8(tableCount),
            description: SwitchDescription(
                manufacturer: "ofswitch developers",
                hardware: "userspace datapath",
                software: "ofswitch",
                serialNumber: "none",
                datapath: configuration.name
            )
        )
    }
}
