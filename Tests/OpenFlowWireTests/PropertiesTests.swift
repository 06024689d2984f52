import OpenFlow
import OpenFlowWire
import Testing

/// Properties of 1.4 and later, with those of ports as examples.
@Suite struct PropertiesTests {
    /// A PORT_MOD of port 1 with these properties.
    private func portMod(_ properties: String, _ version: UInt8 = 5) -> [UInt8] {
        let fixed = "00000001 00000000 000000000002 0000 00000000 00000000"
        return ([version, 16, 0, 0, 0, 0, 0, 1] + [UInt8](hex: fixed + properties)).withLengthFixed
    }

    @Test(arguments: [
        ("", nil),
        ("0000 0008 00000001", nil),
        ("0002 0008 00000001", ErrorCode.badPropertyBadType),
        ("0000 0008 00000001 0000 0008 00000001", .badPropertyDupType),
        ("0000 0003 00000000", .badPropertyBadLen),
        ("0000 0010 00000001 0000000000000000", .badPropertyBadLen),
        ("0000 0007 00000100", .badPropertyBadLen),
        ("0000 0010 00000001", .badPropertyBadLen),
        ("0000", .badPropertyBadLen),
        ("0001 0014 00000000 00000000 00000000 00000000", .badPropertyBadLen),
        ("0000 0008 80000000", .portModFailedBadAdvertise),
        ("ffff 000c 00002320 00000001", .badPropertyBadLen),
        ("ffff 0008 00002320", .badPropertyBadLen),
        ("ffff 000c 00002320 00000001 00000000", nil),
    ]) func portMods(_ properties: String, _ expected: ErrorCode?) {
        do {
            _ = try decodeBytes(portMod(properties), .v1_4)
            #expect(expected == nil)
        } catch { #expect(error.code == expected) }
    }

    @Test func propertiesOfExperimentersAreKept() throws {
        let properties = "ffff 000d 00002320 00000001 ab 000000 ffff 000c 00002320 00000002 00000000"
        guard case .portMod(let mod) = try decodeBytes(portMod(properties), .v1_4).message else {
            Issue.record("no port-mod")
            return
        }
        #expect(
            mod.experimenters == [
                ExperimenterProperty(id: 0x2320, type: 1, data: [0xab]), ExperimenterProperty(id: 0x2320, type: 2),
            ]
        )
        #expect(try encodeMessage(.portMod(mod), .v1_4) == portMod(properties))
    }

    @Test func propertiesOfALaterVersionAreUnknownAndNotWritten() throws {
        var port = PortDescription(number: PortNumber(1), hardwareAddress: 2, name: "p")
        port.recirculation = [PortNumber(7), .local]
        port.pipelineInput = [TableFeatures.Field(.tunnelID, hasMask: true)]
        port.pipelineOutput = []
        let status = Message.portStatus(PortStatus(.modify, port))
        var bytes = try encodeMessage(status, .v1_5)
        #expect(try decodeBytes(bytes, .v1_5).message == status)
        bytes[0] = 5
        #expect(throws: OpenFlowError.self) { try decodeBytes(bytes, .v1_4) }
        let plain = PortDescription(number: PortNumber(1), hardwareAddress: 2, name: "p")
        #expect(
            try decodeBytes(encodeMessage(status, .v1_4), .v1_4).message == .portStatus(PortStatus(.modify, plain))
        )
    }

    @Test func aPortIsOpticalOrEthernet() throws {
        var port = PortDescription(number: PortNumber(1), hardwareAddress: 2, name: "p", optical: OpticalPort())
        for expected in [40 + 40, 40 + 40 + 32] {
            let bytes = try encodeMessage(.portStatus(PortStatus(.add, port)), .v1_4)
            #expect(bytes.count == 16 + expected)
            #expect(try decodeBytes(bytes, .v1_4).message == .portStatus(PortStatus(.add, port)))
            port.currentSpeed = 10
        }
    }
}
