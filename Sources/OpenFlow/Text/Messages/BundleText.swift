extension BundleControl {
    /// "bundle_id=0x1 type=OPEN_REQUEST flags=atomic ordered"; 1.5's time is unknown to ovs-ofctl.
    public var text: String {
        let time = time.map { " time=\(NumberText.duration(nanoseconds: $0))" } ?? ""
        return "bundle_id=\(bundleIDText(bundleID)) type=\(kind.text) flags=\(flags.text)\(time)"
            + experimenters.text(separator: " ")
    }
}

extension BundleControl.Kind {
    public var text: String {
        switch self {
        case .openRequest: "OPEN_REQUEST"
        case .openReply: "OPEN_REPLY"
        case .closeRequest: "CLOSE_REQUEST"
        case .closeReply: "CLOSE_REPLY"
        case .commitRequest: "COMMIT_REQUEST"
        case .commitReply: "COMMIT_REPLY"
        case .discardRequest: "DISCARD_REQUEST"
        case .discardReply: "DISCARD_REPLY"
        }
    }
}

extension BundleFlags {
    static let names: [(bit: UInt16, name: String)] = [
        (atomic.rawValue, "atomic"), (ordered.rawValue, "ordered"), (time.rawValue, "time"),
    ]

    fileprivate var text: String { BitNames.text(rawValue, Self.names) }
}

extension BundleAdd {
    /// "bundle_id=0x1 flags=ordered", and the message that goes into the bundle below it.
    func text(in version: OpenFlowVersion, quoted: ([UInt8]) -> String?) -> String {
        "bundle_id=\(bundleIDText(bundleID)) flags=\(BitNames.text(flags.rawValue, BundleFlags.names))"
            + experimenters.text(separator: " ") + "\n" + request.text(in: version, quoted: quoted)
    }
}

extension BundleFeatures {
    /// In the style of ovs-ofctl, which does not know it. The flags of a request and those of a reply have other names.
    func text(isRequest: Bool) -> String {
        let asked: [(bit: UInt32, name: String)] = [(1 << 0, "timestamp"), (1 << 1, "time_set_sched")]
        let names = isRequest ? asked : BundleFlags.names.map { (UInt32($0.bit), $0.name) }
        var text = "flags=\(BitNames.text(flags, names))"
        if let schedule {
            text += " sched_accuracy=\(schedule.accuracy.text) sched_max_future=\(schedule.maxFuture.text)"
            text += " sched_max_past=\(schedule.maxPast.text) timestamp=\(schedule.timestamp.text)"
        }
        return text
    }
}

extension BundleFeatures.Time {
    fileprivate var text: String { "\(seconds).\(NumberText.decimal(nanoseconds, digits: 9))s" }
}

private func bundleIDText(_ id: UInt32) -> String { id == 0 ? "0" : NumberText.hex(id) }
