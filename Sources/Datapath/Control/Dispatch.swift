import OpenFlow

/// Requests of the agent, one at a time and in order.
extension Datapath {
    /// True when a request can be taken: no answer is under way and all former ones have left.
    var isReadyForRequest: Bool { replies.isEmpty && slicedReply == nil }

    mutating func handle(_ request: DatapathRequest) {
        do throws(OpenFlowError) {
            switch request.body {
            case .flowMod(let mod): try apply(mod)
            case .packetOut(let out): try apply(out)
            case .portMod(let mod): try apply(mod)
            case .setConfig(let config): switchConfig = config
            case .addPort(let setup):
                try addPort(setup)
                post(.done, ticket: request.ticket)
            case .removePort(let number):
                try removePort(number)
                post(.done, ticket: request.ticket)
            case .setLimits(let limits):
                set(limits)
                post(.done, ticket: request.ticket)
            case .setPacketIns(let enabled, let implicit): (packetInsEnabled, implicitTableMiss) = (enabled, implicit)
            case .statistics(let body): try answer(body, ticket: request.ticket)
            case .status: post(.status(status()), ticket: request.ticket)
            case .barrier:
                // Frames that earlier packet-outs sent are with the kernel before the reply.
                flushPorts()
                post(.barrier, ticket: request.ticket)
            }
        } catch {
            post(.error(error), ticket: request.ticket)
        }
    }

    private mutating func set(_ limits: DatapathLimits) {
        maxEntries = limits.maxEntries
        macTable.ageLimit = limits.macAgeLimit
    }

    mutating func post(_ body: DatapathReply.Body, ticket: UInt64 = 0, isLast: Bool = true) {
        replies.post(DatapathReply(datapath: index, ticket: ticket, isLast: isLast, body), to: link)
    }
}
