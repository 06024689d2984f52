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
        if !ports.states[index].isUp { forgetStations(behind: index) }
        post(.portStatus(PortStatus(.modify, ports.description(index))))
    }

    /// A new port, told to controllers.
    mutating func addPort(_ setup: PortSetup) throws(OpenFlowError) {
        guard ports.index(of: setup.number) == PortTable.missing else {
            setup.device.deallocate()
            throw OpenFlowError(.portModFailedBadPort, "there is a port \(setup.number) already")
        }
        add(setup)
        havePortsMoved = true
        post(.portStatus(PortStatus(.add, ports.description(ports.count - 1))))
    }

    /// The end of a port, told to controllers unless they know already. Flow entries that name it stay, as the
    /// specification wants it (1.3.5 §4.1): what they send there is dropped and counted until the number is taken again.
    mutating func removePort(_ number: UInt32) throws(OpenFlowError) {
        let index = ports.index(of: number)
        guard index != PortTable.missing else {
            throw OpenFlowError(.portModFailedBadPort, "there is no port \(number)")
        }
        let isKnownToBeGone = ports.states[index].isMissing
        var last = ports.description(index)
        last.state = .linkDown
        flushPorts()
        forgetStations(behind: index)
        ports.states[index].device.deallocate()
        ports.remove(at: index)
        havePortsMoved = true
        if !isKnownToBeGone { post(.portStatus(PortStatus(.delete, last))) }
    }

    /// The kernel says something new of an interface.
    mutating func linkChanged(_ index: Int, to link: LinkInfo) {
        let before = ports.description(index)
        ports.records[index].link = link
        ports.records[index].hardwareAddress = link.hardwareAddress
        ports.states[index].isLinkUp = link.hasCarrier
        setAdminState(index, link)
        if !ports.states[index].isUp { forgetStations(behind: index) }
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
        forgetStations(behind: index)
        post(.portStatus(PortStatus(.delete, ports.description(index))))
    }

    /// The interface went to another network namespace and the port with it: nobody tells about it any more.
    mutating func linkMoved(_ index: Int) {
        let before = ports.description(index)
        ports.records[index].link = nil
        ports.states[index].isLinkUp = true
        ports.states[index].config.remove(.portDown)
        let after = ports.description(index)
        if before != after { post(.portStatus(PortStatus(.modify, after))) }
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
