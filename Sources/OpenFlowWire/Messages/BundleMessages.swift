import OpenFlow

/// OFPBF_* (1.4.1 §7.3.9.3; 1.5.1 §7.3.9.3).
private let bundleFlagRows: [FlagRow<BundleFlags>] = [
    .init(.atomic, bit: 0),
    .init(.ordered, bit: 1),
    .init(.time, bit: 2, since: .v1_5),
]

extension BundleControl: WireElement, PropertyHolder {
    /// OFPBPT_*.
    enum Property: UInt16, PropertyType {
        case time = 1

        var since: OpenFlowVersion { .v1_5 }
    }

    static var blank: BundleControl { BundleControl(.openRequest, bundleID: 0) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&bundleID)
        try c.choice(&kind, .bundleFailedBadType, "bundle control type")
        try c.shortFlags(&flags, bundleFlagRows, unknown: .bundleFailedBadFlags)
        try c.properties(of: &self)
    }

    func says(_ property: Property) -> Bool { time != nil }

    mutating func layout<C: WireCoder & ~Copyable>(_ property: Property, _ c: inout C) throws(C.Failure) {
        let billion: UInt64 = 1_000_000_000
        let nanoseconds = time ?? 0
        var split = BundleFeatures.Time(seconds: nanoseconds / billion, nanoseconds: UInt32(nanoseconds % billion))
        try c.pad(4)
        try split.layout(&c)
        let (whole, isTooLong) = split.seconds.multipliedReportingOverflow(by: billion)
        let (sum, isTooLarge) = whole.addingReportingOverflow(UInt64(split.nanoseconds))
        guard !isTooLong, !isTooLarge, split.nanoseconds < billion else {
            throw c.refusal(.badPropertyBadValue, "\(split.seconds) s and \(split.nanoseconds) ns")
        }
        time = sum
    }
}

extension BundleAdd: WireElement, PropertyHolder {
    typealias Property = NoProperty

    static var blank: BundleAdd { BundleAdd(bundleID: 0, request: Envelope(xid: 0, .barrierRequest)) }

    /// The message inside is filled up to 8 bytes when properties follow (1.4.1 §7.3.9.2).
    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&bundleID)
        try c.pad(2)
        try c.shortFlags(&flags, bundleFlagRows, unknown: .bundleFailedBadFlags)
        let start = c.position
        try request.layout(&c, shortage: .bundleFailedMsgBadLen) { $0.canBeBundled ? nil : .bundleFailedMsgUnsup }
        guard C.isReading ? c.remaining > 0 : !experimenters.isEmpty else { return }
        try c.pad(-(c.position - start) & 7)
        try c.properties(of: &self)
    }
}

extension Envelope {
    /// False for a BUNDLE_ADD_MESSAGE with another xid than that of the message in it (1.4.1 §7.3.9.2).
    var hasXIDOfBundled: Bool {
        guard case .bundleAdd(let bundleAdd) = message else { return true }
        return bundleAdd.request.xid == xid
    }
}

extension MessageType {
    /// Bundles are not nested, and multipart messages are not split in them.
    fileprivate var canBeBundled: Bool {
        switch self {
        case .bundleControl, .bundleAdd, .requestForward, .multipartRequest, .multipartReply: false
        case .hello, .error, .echoRequest, .echoReply, .experimenter, .featuresRequest, .featuresReply,
            .getConfigRequest, .getConfigReply, .setConfig, .packetIn, .flowRemoved, .portStatus, .packetOut, .flowMod,
            .portMod, .barrierRequest, .barrierReply, .groupMod, .tableMod, .queueGetConfigRequest,
            .queueGetConfigReply, .roleRequest, .roleReply, .getAsyncRequest, .getAsyncReply, .setAsync, .meterMod,
            .roleStatus, .tableStatus, .controllerStatus:
            true
        }
    }
}

/// A message within a message, with a header of its own.
extension Envelope {
    /// `refused` names the error for types that cannot stand here; the others do not hold messages themselves.
    mutating func layout<C: WireCoder & ~Copyable>(
        _ c: inout C,
        shortage: ErrorCode,
        refused: (MessageType) -> ErrorCode?
    ) throws(C.Failure) {
        var version = c.version.rawValue
        try c.field(&version)
        guard version == c.version.rawValue else {
            throw c.refusal(.badRequestBadVersion, "version \(version) in a message of \(c.version.rawValue)")
        }
        guard var number = C.isReading ? 0 : message.type.number(in: c.version) else {
            throw c.refusal(.badRequestBadType, "no \(message.type) in version \(version)")
        }
        try c.field(&number)
        guard let type = MessageType(number: number, version: c.version) else {
            throw c.refusal(.badRequestBadType, "message type \(number)")
        }
        if let code = refused(type) { throw c.refusal(code, "\(type) within a message") }
        let sized = try c.enterSized(after: 2, shortage: shortage)
        try c.field(&xid)
        try c.message(&message, type)
        try c.leaveSized(sized)
    }
}

extension WireReader {
    mutating func message(_ message: inout Message, _ type: MessageType) throws(OpenFlowError) {
        message = try Message(type, &self)
    }
}

extension WireWriter {
    mutating func message(_ message: inout Message, _ type: MessageType) throws(EncodingError) {
        try message.write(&self)
    }
}

/// A request for bundle features: flags, and times when it sets them (1.5.1 §7.3.5.20).
struct BundleFeaturesRequest: WireElement {
    var features: BundleFeatures

    static var blank: BundleFeaturesRequest { BundleFeaturesRequest(features: .blank) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&features.flags)
        try c.pad(4)
        try features.layoutSchedule(&c)
    }
}

/// The reply, with 16 bits of flags.
extension BundleFeatures: WireElement {
    static var blank: BundleFeatures { BundleFeatures(flags: 0) }

    mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var capabilities = UInt16(truncatingIfNeeded: flags)
        try c.field(&capabilities)
        flags = UInt32(capabilities)
        try c.pad(6)
        try layoutSchedule(&c)
    }

    fileprivate mutating func layoutSchedule<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        var properties = BundleFeatureProperties(schedule: schedule)
        try c.properties(of: &properties)
        try properties.none.check(&c)
        schedule = properties.schedule
    }
}

private struct BundleFeatureProperties: PropertyHolder {
    /// OFPTMPBF_*.
    enum Property: UInt16, PropertyType { case timeCapability = 1 }

    var schedule: BundleFeatures.Schedule?
    var none = NoExperimenters()

    var experimenters: [ExperimenterProperty] {
        get { none.found }
        set { none.found = newValue }
    }

    init(schedule: BundleFeatures.Schedule?) { self.schedule = schedule }

    func says(_ property: Property) -> Bool { schedule != nil }

    mutating func layout<C: WireCoder & ~Copyable>(_ property: Property, _ c: inout C) throws(C.Failure) {
        var times = schedule ?? BundleFeatures.Schedule()
        try c.pad(4)
        try times.accuracy.layout(&c)
        try times.maxFuture.layout(&c)
        try times.maxPast.layout(&c)
        try times.timestamp.layout(&c)
        schedule = times
    }
}

extension BundleFeatures.Time {
    fileprivate mutating func layout<C: WireCoder & ~Copyable>(_ c: inout C) throws(C.Failure) {
        try c.field(&seconds)
        try c.field(&nanoseconds)
        try c.pad(4)
    }
}
