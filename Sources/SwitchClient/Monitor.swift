public import OpenFlow

/// What `monitor` is to hear, as ovs-ofctl's arguments say it: `[MISSLEN] [invalid_ttl] [watch:SPEC…]`.
public struct MonitorRequest: Hashable, Sendable {
    /// Bytes of each packet without a flow entry that the switch is to send; nil leaves the switch as it is.
    public var missSendLength: UInt16?
    /// Packets whose TTL runs out, too.
    public var wantsInvalidTTL = false
    /// The texts behind `watch:`, which are read once the version is known.
    public var watches: [String] = []

    public init(_ words: [String]) throws(ClientError) {
        for word in words {
            if let length = UInt16(word) {
                missSendLength = length
            } else if word == "invalid_ttl" {
                wantsInvalidTTL = true
            } else if word.hasPrefix("watch:") {
                watches.append(String(word.dropFirst(6)))
            } else {
                throw ClientError(
                    "\"\(word)\": monitor takes a number of bytes (0 to 65535), invalid_ttl, and watch:SPEC"
                )
            }
        }
    }

    public var need: VersionNeed {
        var need = watches.isEmpty ? VersionNeed.none : .flowMonitors
        if wantsInvalidTTL { need = need.and(VersionNeed("packets with an invalid TTL", .v1_3)) }
        return need
    }

    /// - Throws: `LineError` for a watch that cannot be read.
    public func monitors(_ context: SyntaxContext) throws(LineError) -> [FlowMonitor] {
        var monitors: [FlowMonitor] = []
        for (index, text) in watches.enumerated() {
            do {
                monitors.append(try FlowMonitor.parse(text, monitorID: UInt32(index + 1), context))
            } catch {
                throw LineError(SourceLine(text: text), "watch:\(text): \(error)")
            }
        }
        return monitors
    }
}

extension FlowMonitor {
    /// Reads "!initial,!add,table=1,ip": what is not to be told, and a filter as for dump-flows.
    public static func parse(
        _ text: String,
        monitorID: UInt32,
        _ context: SyntaxContext
    ) throws(FlowSyntaxError) -> FlowMonitor {
        var flags: Flags = [.initial, .add, .removed, .modify, .instructions]
        var filterWords: [Substring] = []
        for word in text.split(separator: ",") {
            switch word.trimming {
            case "!initial": flags.remove(.initial)
            case "!add": flags.remove(.add)
            case "!delete": flags.remove(.removed)
            case "!modify": flags.remove(.modify)
            case "!actions": flags.remove(.instructions)
            // Who only listens has no changes of its own, in full (NO_ABBREV, which Open vSwitch refuses) or not.
            case "!own": break
            case let other where other.hasPrefix("!"):
                throw FlowSyntaxError(
                    text: text,
                    offset: word.startIndex.utf16Offset(in: text),
                    length: word.utf8.count,
                    message: "\"\(other)\" is unknown; use !initial, !add, !delete, !modify, !actions or !own"
                )
            default: filterWords.append(word)
            }
        }
        let filter = try FlowFilter.parse(filterWords.joined(separator: ","), context)
        return FlowMonitor(
            monitorID: monitorID,
            flags: flags,
            tableID: filter.tableID,
            outPort: filter.outPort,
            outGroup: filter.outGroup,
            match: filter.match
        )
    }
}

extension Substring {
    fileprivate var trimming: Substring {
        let start = drop(while: \.isWhitespace)
        return start.prefix { !$0.isWhitespace }
    }
}

extension SwitchSession {
    /// Makes the switch tell what was asked for; returns the replies to the flow monitors.
    public func start(_ request: MonitorRequest, _ monitors: [FlowMonitor]) async throws -> [Envelope] {
        if let length = request.missSendLength {
            var config = try await configuration().config
            config.missSendLength = length
            try await perform([.setConfig(config)])
        }
        if request.wantsInvalidTTL {
            guard case .getAsyncReply(var config) = try await self.request(.getAsyncRequest).message else {
                throw unexpected()
            }
            let bit = UInt32(1) << UInt32(PacketIn.Reason.invalidTTL.rawValue)
            config[.packetIn, isSlave: false] = (config[.packetIn, isSlave: false] ?? 0b11) | bit
            try await perform([.setAsync(config)])
        }
        guard !monitors.isEmpty else { return [] }
        let answer = try await multipart(.flowMonitor(monitors))
        return [Envelope(xid: answer.xid, .multipartReply(MultipartReply(answer.body)))]
    }
}
