import OpenFlow
import OpenFlowWire
import Testing

/// What `ExtremeValues.swift` builds, to bytes and back.
@Suite struct ExtremeValueTests {
    @Test(arguments: ExtremeValue.all) func comesBack(_ value: ExtremeValue) throws {
        let parts = messages(in: try encodeMessage(value.message, value.version, xid: 1))
        var joined: Message?
        for (index, part) in parts.enumerated() {
            #expect(part.count <= 65535)
            let message = try decodeBytes(part, value.version).message
            if case .multipartReply(let reply) = message {
                #expect(reply.more == (index < parts.count - 1))
            }
            joined = joined.map { $0.joined(with: message) } ?? message
        }
        #expect(parts.count == 1 || value.count > 1)
        if case .multipartReply = value.message, value.count > 1 { #expect(parts.count > 1) }
        // Issues with messages of this size would fill screens.
        let isSame = joined == value.message
        #expect(isSame)
    }

    @Test(arguments: OpenFlowVersion.allCases) func whatFitsNoMessageIsRefused(_ version: OpenFlowVersion) throws {
        let actions = [Action](repeating: .output(port: PortNumber(1), maxLength: 0), count: 8200)
        let mod = FlowMod(.add, instructions: [.applyActions(actions)])
        #expect(throws: EncodingError.self) { try encodeMessage(.flowMod(mod), version) }
        let out = PacketOut(actions: [], data: [UInt8](repeating: 0, count: 65535))
        #expect(throws: EncodingError.self) { try encodeMessage(.packetOut(out), version) }
        // One entry of a list that no message can hold.
        let flow = FlowStatistics(
            tableID: 0,
            priority: 1,
            match: Match(),
            instructions: mod.instructions,
            cookie: 0,
            duration: 0,
            idleTimeout: 0,
            hardTimeout: 0,
            flags: [],
            packetCount: 0,
            byteCount: 0
        )
        #expect(throws: EncodingError.self) {
            try encodeMessage(.multipartReply(MultipartReply(.flow([flow]))), version)
        }
    }
}

extension Message {
    /// This multipart reply with the entries of the next one after its own.
    fileprivate func joined(with next: Message) -> Message {
        guard case .multipartReply(let a) = self, case .multipartReply(let b) = next else { return next }
        let body: MultipartReply.Body? =
            switch (a.body, b.body) {
            case (.flow(let a), .flow(let b)): .flow(a + b)
            case (.portDescription(let a), .portDescription(let b)): .portDescription(a + b)
            case (.port(let a), .port(let b)): .port(a + b)
            case (.queue(let a), .queue(let b)): .queue(a + b)
            case (.group(let a), .group(let b)): .group(a + b)
            case (.groupDescription(let a), .groupDescription(let b)): .groupDescription(a + b)
            case (.meter(let a), .meter(let b)): .meter(a + b)
            case (.meterDescription(let a), .meterDescription(let b)): .meterDescription(a + b)
            case (.queueDescription(let a), .queueDescription(let b)): .queueDescription(a + b)
            case (.tableDescription(let a), .tableDescription(let b)): .tableDescription(a + b)
            case (.flowCounters(let a), .flowCounters(let b)): .flowCounters(a + b)
            default: nil
            }
        return body.map { .multipartReply(MultipartReply($0, more: b.more)) } ?? next
    }
}
