import Agent
import Datapath
import OpenFlow
import Packets
import Ports

/// What running and stepped switches are put together from.
enum SwitchParts {
    /// Opens all ports, in order, with the numbers that `numberedPorts()` gives out; LOCAL, if there is to be one, is last.
    static func openPorts(_ configuration: SwitchConfiguration) throws(SwitchError) -> [PortSetup] {
        var opened: [PortSetup] = []
        do {
            for (port, number) in configuration.numberedPorts() { opened.append(try open(port, number: number)) }
            if let name = configuration.localPort {
                opened.append(try open(SwitchConfiguration.Port(.tap(name)), number: PortNumber.local.rawValue))
            }
        } catch {
            for setup in opened { setup.device.deallocate() }
            throw error
        }
        return opened
    }

    /// Opens one port, which the caller owns.
    static func open(_ port: SwitchConfiguration.Port, number: UInt32) throws(SwitchError) -> PortSetup {
        let source = port.kind.source
        do throws(PortError) {
            let device = try source.open(portNumber: number)
            guard let interface = source.interfaceName else {
                let address = madeUpAddress(number)
                return PortSetup(number: number, name: port.name, hardwareAddress: address, device: device)
            }
            do throws(PortError) {
                let link = try LinkMonitor.link(named: interface)
                return PortSetup(
                    number: number,
                    name: port.name,
                    hardwareAddress: link.hardwareAddress,
                    device: device,
                    link: link,
                    source: source
                )
            } catch {
                device.deallocate()
                throw error
            }
        } catch {
            throw SwitchError(error.description)
        }
    }

    /// For a port without an interface: locally administered, different for each number.
    private static func madeUpAddress(_ number: UInt32) -> UInt64 { 0x0200_0000_0000 | UInt64(number) }

    static func datapathConfiguration(_ configuration: SwitchConfiguration, seed: UInt64) -> DatapathConfiguration {
        DatapathConfiguration(
            tableCount: configuration.tableCount,
            bufferCount: configuration.bufferCount,
            seed: seed,
            macTableCapacity: configuration.normal.maxEntries,
            macAgeLimit: limits(configuration).macAgeLimit,
            maxEntries: limits(configuration).maxEntries
        )
    }

    static func limits(_ configuration: SwitchConfiguration) -> DatapathLimits {
        DatapathLimits(
            maxEntries: UInt32(configuration.maxEntries),
            macAgeLimit: UInt64(configuration.normal.ageingSeconds) * 1_000_000_000
        )
    }

    /// The identifier given, or one made from the hardware address of the first port whose interface has one of its own,
    /// as bridges do. A tap gets another address each time.
    static func datapathID(_ configuration: SwitchConfiguration, ports: [PortSetup]) -> UInt64 {
        if let given = configuration.datapathID { return given }
        let lasting = ports.first { port in
            switch port.source {
            case .afPacket, .pcap: true
            case .tap, .pcapFiles, nil: false
            }
        }
        let address = (lasting ?? ports.first)?.hardwareAddress ?? 0
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
            tableCount: UInt8(configuration.tableCount),
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

extension SwitchConfiguration.Port.Kind {
    fileprivate var source: PortSource {
        switch self {
        case .interface(let name): .afPacket(interface: name)
        case .tap(let name): .tap(name)
        case .pcap(let name): .pcap(interface: name)
        case .pcapFiles(let input, let output): .pcapFiles(input: input, output: output)
        }
    }
}
