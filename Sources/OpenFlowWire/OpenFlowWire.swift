/// Bytes to OpenFlow and back, all versions from 1.0 to 1.5.
///
/// Each structure has one layout, a generic function that the reader and the writer both run (`WireCoder`). Numbers
/// stand in tables (`Numbers/`), versions differ in rows of these and in branches on `version` in the layouts. What only
/// 1.0 and 1.1 do stands in `V10/`, what older versions say for newer actions in `Lowering.swift`.
///
/// Decoding throws the very error that the sender is to get. No input makes it crash or read past its bytes.
public import OpenFlow

/// Decodes one whole message, header included.
///
/// `version` is the negotiated one; another one in the header is refused (BAD_VERSION), except in HELLO and ERROR,
/// which come before there is an agreement.
public func decode(
    _ bytes: UnsafeRawBufferPointer,
    version: OpenFlowVersion
) throws(OpenFlowError) -> Envelope {
    guard let header = MessageHeader(bytes) else {
        throw OpenFlowError(.badRequestBadLen, "\(bytes.count) bytes are no message")
    }
    guard Int(header.length) == bytes.count, bytes.count >= MessageHeader.byteCount else {
        throw OpenFlowError(.badRequestBadLen, "length \(header.length) in a message of \(bytes.count) bytes")
    }
    var version = version
    if header.version != version.rawValue {
        guard header.type == MessageType.helloNumber || header.type == MessageType.errorNumber else {
            throw OpenFlowError(.badRequestBadVersion, "version \(header.version), not \(version.rawValue)")
        }
        // A hello of a version to come is read like one of the newest.
        version = OpenFlowVersion(rawValue: header.version) ?? .v1_5
    }
    guard let type = MessageType(number: header.type, version: version) else {
        throw OpenFlowError(.badRequestBadType, "message type \(header.type)")
    }
    var reader = WireReader(bytes, version: version)
    try reader.pad(MessageHeader.byteCount)
    let envelope = Envelope(xid: header.xid, try Message(type, &reader))
    guard reader.remaining == 0 else {
        throw OpenFlowError(.badRequestBadLen, "\(reader.remaining) bytes too many")
    }
    guard type != .bundleAdd || envelope.hasXIDOfBundled else {
        throw OpenFlowError(.bundleFailedMsgBadXid, "the message within does not have xid \(header.xid)")
    }
    return envelope
}

/// Appends the message to `bytes`, or nothing when it throws.
///
/// What the version has no words for is lowered or left out as the model says; EncodingError for messages, ports and
/// sizes that the version does not have at all. A multipart message whose list does not fit 65535 bytes becomes several
/// messages, all but the last with the MORE flag.
public func encode(
    _ envelope: Envelope,
    version: OpenFlowVersion,
    into bytes: inout [UInt8]
) throws(EncodingError) {
    guard let type = envelope.message.type.number(in: version) else {
        throw EncodingError("no \(envelope.message.type) in version \(version.rawValue)")
    }
    var writer = WireWriter(version: version)
    if case .error(var error) = envelope.message, error.data.isEmpty, let request = error.request {
        error.data = try quote(request, version: version)
        try encode(Envelope(xid: envelope.xid, .error(error)), version: version, into: &bytes)
    } else {
        guard envelope.hasXIDOfBundled else {
            throw EncodingError("a bundled message must have the xid of the message around it")
        }
        try writer.beginMessage(type: type, xid: envelope.xid)
        try envelope.message.write(&writer)
        try writer.finishMessage()
    }
    writer.appendAll(to: &bytes)
}

/// Bytes of a refused request in an ERROR (1.3.5 §7.4.4 asks for 64, or all when there are less).
private let quotedByteCount = 64

/// The beginning of a refused message, whose own bytes are no longer at hand.
private func quote(_ request: RefusedRequest, version: OpenFlowVersion) throws(EncodingError) -> [UInt8] {
    var bytes: [UInt8] = []
    try encode(request.envelope, version: version, into: &bytes)
    return [UInt8](bytes.prefix(quotedByteCount))
}

/// Appends an ERROR that refuses `request`, of which it quotes the first 64 bytes, or all when there are less.
public func encodeError(
    _ error: OpenFlowError,
    request: UnsafeRawBufferPointer,
    xid: UInt32,
    version: OpenFlowVersion,
    into bytes: inout [UInt8]
) {
    let quote = [UInt8](request.prefix(quotedByteCount))
    let message = Message.error(ErrorMessage(.standard(error.code), data: quote))
    // An error of this size can be said in every version.
    try? encode(Envelope(xid: xid, message), version: version, into: &bytes)
}

/// Appends a HELLO of the highest of `versions`, with a bitmap of them all unless that is 1.0, which knows no elements.
public func encodeHello(versions: Set<OpenFlowVersion>, xid: UInt32, into bytes: inout [UInt8]) {
    let highest = versions.max() ?? .v1_0
    let bitmap = highest == .v1_0 ? nil : Set(versions.map(\.rawValue))
    // A hello of this size can be said in every version.
    try? encode(Envelope(xid: xid, .hello(Hello(versions: bitmap))), version: highest, into: &bytes)
}
