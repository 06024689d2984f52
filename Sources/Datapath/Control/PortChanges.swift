import OpenFlow
import Ports

/// Ports as the administrator, a controller or the kernel changes them (1.3.5 §7.3.4.3, §7.4.3).
extension Datapath {
    /// What a port-mod can change here. STP is not done, so its bits are refused.
    private static let changeable: PortConfig = [.portDown, .noReceive, .noForward, .noFlood, .noPacketIn]

    mutating func apply(_ mod: PortMod) throws(OpenFlowError) {
        let index = ports.index(of: mod.number.rawValue)
        guard index != PortTable.missing else {
            throw OpenFlowError(.portModFailedBadPort, "there is no port \(mod.number.rawValue)")
        }
        guard mod.hardwareAddress == ports.records[index].hardwareAddress else {
            throw OpenFlowError(
                .portModFailedBadHwAddr,
                "the hardware address is not that of port \(mod.number.rawValue)"
            )
        }
        let changed = ports.states[index].config.symmetricDifference(mod.config).intersection(mod.mask)
        guard changed.isSubset(of: Self.changeable) else {
            throw OpenFlowError(.portModFailedBadConfig, "spanning tree flags are not supported")
        }
        if changed.contains(.portDown), let link = ports.records[index].link {
            do {
                try setInterface(link.name, up: !mod.config.contains(.portDown))
            } catch {
                throw OpenFlowError(.portModFailedEperm, error.description)
            }
        }
        guard !changed.isEmpty else { return }
        ports.states[index].config.formSymmetricDifference(changed)
        post(.portStatus(PortStatus(.modify, ports.description(index))))
    }

    /// The kernel says something new of an interface.
    mutating func linkChanged(_ index: Int, to link: LinkInfo) {
        let before = ports.description(index)
        ports.records[index].link = link
        ports.records[index].hardwareAddress = link.hardwareAddress
        ports.states[index].isLinkUp = link.hasCarrier
        setAdminState(index, link)
        let after = ports.description(index)
        if before != after { post(.portStatus(PortStatus(.modify, after))) }
    }

    /// PORT_DOWN is what the kernel says; the other flags are the controller's and stay.
    private mutating func setAdminState(_ index: Int, _ link: LinkInfo) {
        if link.isAdminUp {
            ports.states[index].config.remove(.portDown)
        } else {
            ports.states[index].config.insert(.portDown)
        }
    }

    /// The interface is gone; its number waits.
    mutating func portVanished(_ index: Int) {
        ports.states[index].device = .none
        ports.states[index].isMissing = true
        post(.portStatus(PortStatus(.delete, ports.description(index))))
    }

    mutating func portReturned(_ index: Int, device: PortDevice, link: LinkInfo) {
        ports.states[index].device = device
        ports.states[index].isMissing = false
        ports.states[index].isLinkUp = link.hasCarrier
        setAdminState(index, link)
        ports.records[index].link = link
        ports.records[index].hardwareAddress = link.hardwareAddress
        ports.records[index].created = now
        post(.portStatus(PortStatus(.add, ports.description(index))))
    }
}
