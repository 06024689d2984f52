import CLinux
import Glibc

/// Takes an interface up or down, as the administrator does (OpenFlow's PORT_DOWN, 1.3.5 §7.2.1).
public func setInterface(_ name: String, up: Bool) throws(PortError) {
    let raw = clinux_interface_socket()
    guard raw >= 0 else { throw .current("open a socket for", on: name) }
    let socket = OwnedDescriptor(raw)
    var flags: UInt32 = 0
    guard name.utf8.count < Int(IFNAMSIZ), clinux_get_flags(socket.raw, name, &flags) == 0 else {
        throw PortError("find the interface", on: name, code: ENODEV, advice: PortError.interfacesThereAre())
    }
    let wanted = up ? flags | LinkFlags.up : flags & ~LinkFlags.up
    guard wanted != flags else { return }
    guard clinux_set_flags(socket.raw, name, wanted) == 0 else {
        throw .current(up ? "take up the interface" : "take down the interface", on: name)
    }
}

/// Gives an interface that is down another address (the low 48 bits).
func setHardwareAddress(_ address: UInt64, of name: String) throws(PortError) {
    let raw = clinux_interface_socket()
    guard raw >= 0 else { throw .current("open a socket for", on: name) }
    let socket = OwnedDescriptor(raw)
    guard clinux_set_hardware_address(socket.raw, name, address) == 0 else {
        throw .current("set the hardware address of", on: name)
    }
}
