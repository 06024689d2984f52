import OpenFlow

extension PortDescription: WireElement, PropertyHolder {
    /// OFPPDPT_* (1.5.1 §7.2.1.2).
    enum Property: UInt16, PropertyType {
        case ethernet = 0
        case optical = 1
        case pipelineInput = 2
        case pipelineOutput = 3
        case recirculation = 4

        var since: OpenFlowVersion {
            switch self {
            case .ethernet, .optical: .v1_4
            case .pipelineInput, .pipelineOutput, .recirculation: .v1_5
            }
        }
    }

    static var blank: PortDescription { PortDescription(number: .any, hardwareAddress: 0, name: "") }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.port(&number)
        if c.version >= .v1_4 {
            let sized = try c.enterSized(after: 4, shortage: .badRequestBadLen)
            try c.pad(2)
            try layoutFixed(&c)
            try c.properties(of: &self)
            try c.leaveSized(sized)
        } else {
            if c.version > .v1_0 { try c.pad(4) }
            try layoutFixed(&c)
            try layoutFeatures(&c)
            if c.version > .v1_0 { try layoutSpeeds(&c) }
        }
    }

    private mutating func layoutFixed<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.hardwareAddress(&hardwareAddress)
        if c.version > .v1_0 { try c.pad(2) }
        try c.text(&name, byteCount: 16)
        try c.flags(&config, portConfigRows)
        try c.flags(&state, portStateRows)
    }

    private mutating func layoutFeatures<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.flags(&current, portFeatureRows)
        try c.flags(&advertised, portFeatureRows)
        try c.flags(&supported, portFeatureRows)
        try c.flags(&peer, portFeatureRows)
    }

    private mutating func layoutSpeeds<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&currentSpeed)
        try c.field(&maxSpeed)
    }

    /// A port is an Ethernet port unless it says that it is another one and nothing of Ethernet.
    func says(_ property: Property) -> Bool {
        switch property {
        case .ethernet: (optical == nil && experimenters.isEmpty) || saysEthernet
        case .optical: optical != nil
        case .pipelineInput: pipelineInput != nil
        case .pipelineOutput: pipelineOutput != nil
        case .recirculation: recirculation != nil
        }
    }

    private var saysEthernet: Bool {
        !current.union(advertised).union(supported).union(peer).isEmpty || currentSpeed != 0 || maxSpeed != 0
    }

    mutating func layout<C: WireCoder & ~Copyable>(_ property: Property, _ c: inout C) throws(C.Failure) {
        switch property {
        case .ethernet:
            try c.pad(4)
            try layoutFeatures(&c)
            try layoutSpeeds(&c)
        case .optical:
            var port = optical ?? OpticalPort()
            try port.layout(&c)
            optical = port
        case .pipelineInput: try c.listed(&pipelineInput)
        case .pipelineOutput: try c.listed(&pipelineOutput)
        case .recirculation: try c.listed(&recirculation)
        }
    }

    /// Whether the version has a number for the port.
    func exists(in version: OpenFlowVersion) -> Bool { version > .v1_0 || PortNumbers10.short(number) != nil }
}

extension OpticalPort {
    fileprivate mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.pad(4)
        try c.field(&supported.rawValue)
        try transmit.layout(&c)
        try receive.layout(&c)
        try c.field(&minTransmitPower)
        try c.field(&maxTransmitPower)
    }
}

extension OpticalPort.Range {
    fileprivate mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&min)
        try c.field(&max)
        try c.field(&gridSpacing)
    }
}

extension PortNumber: WireElement {
    static var blank: PortNumber { .any }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) { try c.port(&self) }
}

extension WireCoder where Self: ~Copyable {
    /// The ports that the version has numbers for.
    mutating func ports(_ ports: inout [PortDescription]) throws(Failure) {
        if Self.isReading { return try list(&ports) }
        for var port in ports where port.exists(in: version) { try port.layout(&self) }
    }

    /// A list that is not nil when it is said.
    mutating func listed<Element: WireElement>(_ list: inout [Element]?) throws(Failure) {
        var elements = list ?? []
        try self.list(&elements)
        list = elements
    }
}

extension PortStatus {
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.choice(&reason, .badRequestBadType, "reason")
        try c.pad(7)
        try port.layout(&c)
    }
}

extension PortMod: PropertyHolder {
    /// OFPPMPT_* (1.4.1 §7.3.4.4).
    enum Property: UInt16, PropertyType { case ethernet = 0, optical = 1 }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        let is10 = c.version == .v1_0
        try c.port(&number)
        if !is10 { try c.pad(4) }
        try c.hardwareAddress(&hardwareAddress)
        if !is10 { try c.pad(2) }
        // Bits that are not masked do not count, whatever they are.
        try c.flags(&config, portConfigRows)
        try c.flags(&mask, portConfigRows, unknown: is10 ? nil : .portModFailedBadConfig)
        if c.version >= .v1_4 { return try c.properties(of: &self) }
        try layoutAdvertise(&c)
        try c.pad(4)
    }

    private mutating func layoutAdvertise<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.flags(&advertise, portFeatureRows, unknown: c.version == .v1_0 ? nil : .portModFailedBadAdvertise)
    }

    /// To advertise nothing is to leave it as it is.
    func says(_ property: Property) -> Bool {
        switch property {
        case .ethernet: !advertise.isEmpty
        case .optical: optical != nil
        }
    }

    mutating func layout<C: WireCoder & ~Copyable>(_ property: Property, _ c: inout C) throws(C.Failure) {
        switch property {
        case .ethernet: try layoutAdvertise(&c)
        case .optical:
            var port = optical ?? OpticalPortMod()
            try port.layout(&c)
            optical = port
        }
    }
}

extension OpticalPortMod {
    fileprivate mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&configure.rawValue)
        try c.field(&centerFrequency)
        try c.field(&frequencyOffset)
        try c.field(&gridSpan)
        try c.field(&transmitPower)
    }
}
