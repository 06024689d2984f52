import Packets

/// Who sends a frame to whom, and in which VLAN.
struct FrameAddresses {
    var destination: EthernetAddress
    var source: EthernetAddress
    /// The VLAN identifier of the outer tag, 12 bits; nil without a tag.
    var vlan: UInt16?

    /// Reads the first bytes of a frame; nil when they end within the Ethernet header or its tag.
    init?(_ bytes: [UInt8]) {
        let header: FrameAddresses? = bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress, let ethernet = EthernetHeader(start, count: buffer.count) else {
                return nil
            }
            let tag = HeaderLayout.parse(start, count: buffer.count).outerTag
            if tag == nil, VLANTag.isTagType(ethernet.type) { return nil }
            return FrameAddresses(destination: ethernet.destination, source: ethernet.source, vlan: tag?.vid)
        }
        guard let header else { return nil }
        self = header
    }

    private init(destination: EthernetAddress, source: EthernetAddress, vlan: UInt16?) {
        self.destination = destination
        self.source = source
        self.vlan = vlan
    }
}
