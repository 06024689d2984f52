public import OpenFlow
import OpenFlowWire

/// One OpenFlow connection as a state machine: bytes and time in, bytes and events out; no socket, no clock, no lock.
///
/// Both ends of a connection use it, since they follow the same rules: HELLO comes first, the version is agreed on, then
/// each message is framed by the length of its header and decoded. What the machine answers by itself: HELLO, ECHO_REQUEST,
/// and whatever the decoder refuses, with the very error it threw.
///
/// What ends a connection: a length below 8, since the stream has no frames after it; no common version; a first message
/// that is no HELLO; a HELLO that does not come in time; silence in spite of an ECHO_REQUEST; the peer's HELLO_FAILED.
/// A message that cannot be decoded, or of another version than agreed on, does not (1.3.5 §6.3, §7.4.4).
///
/// The owner writes `takeOutput()` to the peer after each call, and calls `tick` when `deadline` has come. Times are
/// nanoseconds of any clock that does not go back. Once closed it takes no input; what is left of its output should still
/// be written before the connection is closed.
public struct ConnectionState: Sendable {
    public enum Phase: Hashable, Sendable {
        case handshake
        case ready(OpenFlowVersion)
        case closed
    }

    public enum Event: Hashable, Sendable {
        case ready(OpenFlowVersion)
        /// The complete messages of one `receive`, in order.
        case messages([Envelope])
        /// A message was answered with this error; the connection goes on.
        case refused(OpenFlowError)
        case closed(reason: String)
    }

    public struct Settings: Sendable {
        public var versions: Set<OpenFlowVersion>
        /// Nanoseconds; 0: no keep-alive.
        public var echoInterval: UInt64
        /// Nanoseconds; 0: the peer may take its time.
        public var handshakeTimeout: UInt64

        public init(
            versions: Set<OpenFlowVersion>,
            echoInterval: UInt64 = 5_000_000_000,
            handshakeTimeout: UInt64 = 5_000_000_000
        ) {
            self.versions = versions
            self.echoInterval = echoInterval
            self.handshakeTimeout = handshakeTimeout
        }
    }

    public private(set) var phase = Phase.handshake
    /// Messages that came in whole, of whatever kind.
    public private(set) var messageCount: UInt64 = 0
    /// Messages answered with an error, or not understood where no answer is allowed.
    public private(set) var decodeErrorCount: UInt64 = 0

    private let settings: Settings
    private var output: [UInt8] = []
    private var events: [Event] = []
    private var batch: [Envelope] = []
    /// The beginning of a message whose end has not come.
    private var partial: [UInt8] = []
    private var keepAlive: KeepAlive

    /// Begins a connection, with our HELLO as its first output.
    public init(_ settings: Settings, now: UInt64) {
        self.settings = settings
        keepAlive = KeepAlive(interval: settings.echoInterval, now: now)
        encodeHello(versions: settings.versions, xid: 0, into: &output)
    }

    /// What is to be written to the peer.
    public mutating func takeOutput() -> [UInt8] {
        defer { output = [] }
        return output
    }

    /// Takes what was read from the peer.
    public mutating func receive(_ bytes: UnsafeRawBufferPointer, now: UInt64) -> [Event] {
        guard phase != .closed, !bytes.isEmpty else { return [] }
        keepAlive.received(now: now)
        var input = completePartial(from: bytes)
        while phase != .closed, let message = nextMessage(in: input) {
            process(message)
            input = UnsafeRawBufferPointer(rebasing: input[message.count...])
        }
        if phase != .closed { partial.append(contentsOf: input) }
        return takeEvents()
    }

    /// When `tick` wants to be called; nil: not at all.
    public var deadline: UInt64? {
        switch phase {
        case .handshake: settings.handshakeTimeout == 0 ? nil : keepAlive.start &+ settings.handshakeTimeout
        case .ready: keepAlive.deadline
        case .closed: nil
        }
    }

    /// Lets time pass: sends ECHO_REQUESTs, gives up silent peers. Calling it early does nothing.
    public mutating func tick(now: UInt64) -> [Event] {
        guard let deadline, now >= deadline else { return [] }
        switch phase {
        case .handshake:
            close("no HELLO within \(seconds(settings.handshakeTimeout)): \(describePartial())")
        case .ready(let version):
            if let xid = keepAlive.expire(now: now) {
                encodeOwn(Envelope(xid: xid, .echoRequest([])), version)
            } else {
                let rest = partial.isEmpty ? "" : "; \(describePartial())"
                close("no answer to ECHO_REQUEST for \(seconds(settings.echoInterval))\(rest)")
            }
        case .closed:
            break
        }
        return takeEvents()
    }

    /// Stops the keep-alive while the owner does not read: the peer's silence means nothing then.
    public mutating func pauseInput() { keepAlive.isPaused = true }

    /// Starts the keep-alive anew.
    public mutating func resumeInput(now: UInt64) {
        keepAlive.isPaused = false
        keepAlive.received(now: now)
    }

    /// The peer has closed its end, or the transport has failed for `problem`.
    public mutating func inputEnded(_ problem: String? = nil) -> [Event] {
        guard phase != .closed else { return [] }
        let what = problem ?? "the peer closed the connection"
        let before = phase == .handshake ? " before its HELLO" : ""
        let rest = partial.isEmpty ? "" : "; \(describePartial())"
        close("\(what)\(problem == nil ? before : "")\(rest)")
        return takeEvents()
    }
}

// MARK: - Framing

extension ConnectionState {
    /// Fills up the partial message, processes it if that completes it, and returns the bytes that are left.
    private mutating func completePartial(from bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var input = bytes
        while !partial.isEmpty, phase != .closed {
            let wanted = partial.withUnsafeBytes { MessageHeader($0).map { Int($0.length) } ?? MessageHeader.byteCount }
            let taken = min(wanted - partial.count, input.count)
            partial.append(contentsOf: input[..<taken])
            input = UnsafeRawBufferPointer(rebasing: input[taken...])
            guard partial.count == wanted else { break }

            // Moved out, since `process` changes `self`; moved back for its capacity.
            var message = partial
            partial = []
            let isComplete = message.withUnsafeBytes { bytes in
                guard let whole = nextMessage(in: bytes) else { return false }
                process(whole)
                return true
            }
            if isComplete { message.removeAll(keepingCapacity: true) }
            partial = message
        }
        return input
    }

    /// The first message of `input`, when all of it is there and its header can be the next one.
    private mutating func nextMessage(in input: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        guard let header = MessageHeader(input) else { return nil }
        if phase == .handshake, header.type != FixedType.hello {
            refuseFirst(header, input)
            return nil
        }
        guard header.length >= MessageHeader.byteCount else {
            refuseLength(header, input)
            return nil
        }
        let length = Int(header.length)
        return input.count < length ? nil : UnsafeRawBufferPointer(rebasing: input[..<length])
    }

    private mutating func refuseLength(_ header: MessageHeader, _ input: UnsafeRawBufferPointer) {
        decodeErrorCount += 1
        let text = "length \(header.length) in the header of a message, at least \(MessageHeader.byteCount) is right"
        let request = UnsafeRawBufferPointer(rebasing: input[..<MessageHeader.byteCount])
        let version: OpenFlowVersion
        switch phase {
        case .ready(let agreed): version = agreed
        case .handshake, .closed: version = errorVersion(peer: header.version)
        }
        encodeError(
            OpenFlowError(.badRequestBadLen, text),
            request: request,
            xid: header.xid,
            version: version,
            into: &output
        )
        close(text)
    }
}

// MARK: - Messages

extension ConnectionState {
    private mutating func process(_ message: UnsafeRawBufferPointer) {
        guard let header = MessageHeader(message) else { return }
        messageCount += 1
        switch phase {
        case .handshake: negotiate(header, message)
        case .ready(let version): process(message, header, version)
        case .closed: break
        }
    }

    private mutating func process(
        _ message: UnsafeRawBufferPointer,
        _ header: MessageHeader,
        _ version: OpenFlowVersion
    ) {
        if let text = helloFailure(header, message) {
            close("the peer refused our HELLO: \(text)")
            return
        }
        do throws(OpenFlowError) {
            guard header.version == version.rawValue else {
                throw OpenFlowError(
                    .badRequestBadVersion,
                    "message of version \(Negotiation.name(header.version)), \(version.text) is agreed on"
                )
            }
            deliver(try decode(message, version: version), version)
        } catch {
            decodeErrorCount += 1
            events.append(.refused(error))
            // An error never answers an error: two peers could go on with that for ever.
            guard header.type != FixedType.error else { return }
            encodeError(error, request: message, xid: header.xid, version: version, into: &output)
        }
    }

    private mutating func deliver(_ envelope: Envelope, _ version: OpenFlowVersion) {
        switch envelope.message {
        case .hello:
            // Legal at any time, and says nothing new after the first.
            break
        case .echoRequest(let data):
            encodeOwn(Envelope(xid: envelope.xid, .echoReply(data)), version)
        case .echoReply(let data) where data.isEmpty && keepAlive.isOurs(envelope.xid):
            break
        case .error, .echoReply, .experimenter, .featuresRequest, .featuresReply, .getConfigRequest, .getConfigReply,
            .setConfig, .packetIn, .flowRemoved, .portStatus, .packetOut, .flowMod, .portMod, .multipartRequest,
            .multipartReply, .barrierRequest, .barrierReply, .groupMod, .tableMod, .queueGetConfigRequest,
            .queueGetConfigReply, .roleRequest, .roleReply, .getAsyncRequest, .getAsyncReply, .setAsync, .meterMod,
            .roleStatus, .tableStatus, .requestForward, .bundleControl, .bundleAdd, .controllerStatus:
            batch.append(envelope)
        }
    }

    /// Encodes one of the few messages that the machine makes itself, all of which exist in each version.
    private mutating func encodeOwn(_ envelope: Envelope, _ version: OpenFlowVersion) {
        let start = output.count
        do {
            try encode(envelope, version: version, into: &output)
        } catch {
            output.removeSubrange(start...)
            close("cannot encode \(envelope.message): \(error)")
        }
    }

    private mutating func close(_ reason: String) {
        phase = .closed
        flushBatch()
        events.append(.closed(reason: reason))
    }

    private mutating func flushBatch() {
        guard !batch.isEmpty else { return }
        events.append(.messages(batch))
        batch = []
    }

    private mutating func takeEvents() -> [Event] {
        flushBatch()
        defer { events = [] }
        return events
    }

    private func describePartial() -> String {
        guard !partial.isEmpty else { return "nothing came" }
        guard let header = partial.withUnsafeBytes({ MessageHeader($0) }) else {
            let guess =
                phase == .handshake ? ForeignProtocol.guess(partial).map { ", the peer seems to speak \($0)" } : nil
            return "only \(partial.count) bytes of a header came\(guess ?? "")"
        }
        return "only \(partial.count) of \(header.length) bytes of a message came"
    }

    private func seconds(_ nanoseconds: UInt64) -> String { "\(Double(nanoseconds / 1_000_000) / 1000) s" }
}

// MARK: - Handshake

extension ConnectionState {
    private mutating func negotiate(_ header: MessageHeader, _ message: UnsafeRawBufferPointer) {
        switch Negotiation.agree(
            ours: settings.versions,
            peerVersion: header.version,
            peerBitmap: helloBitmap(message)
        )
        {
        case .agreed(let version):
            phase = .ready(version)
            events.append(.ready(version))
        case .failed(let text):
            fail(text, header)
        }
    }

    /// The version bitmap of a HELLO.
    ///
    /// The header's version says nothing about the body's form here, and may be one that we do not know, so it is read as
    /// 1.3's. A body that cannot be read is ignored, as 1.0.0 §5.5.1 demands; the version of the header then decides.
    private mutating func helloBitmap(_ message: UnsafeRawBufferPointer) -> Set<UInt8>? {
        var copy = [UInt8](message)
        copy[0] = OpenFlowVersion.v1_3.rawValue
        do {
            let envelope = try copy.withUnsafeBytes { bytes throws(OpenFlowError) in
                try decode(bytes, version: .v1_3)
            }
            guard case .hello(let hello) = envelope.message else { return nil }
            return hello.versions
        } catch {
            decodeErrorCount += 1
            return nil
        }
    }

    /// The peer's first message is no HELLO.
    private mutating func refuseFirst(_ header: MessageHeader, _ input: UnsafeRawBufferPointer) {
        if let foreign = ForeignProtocol.guess(input) {
            close("the peer seems to speak \(foreign), not OpenFlow: \(ForeignProtocol.excerpt(input))")
        } else if OpenFlowVersion(rawValue: header.version) == nil {
            close("the peer does not speak OpenFlow: \(ForeignProtocol.excerpt(input))")
        } else if header.type == FixedType.error {
            close("the peer sent an ERROR in place of HELLO")
        } else {
            fail("the first message must be HELLO, not type \(header.type)", header)
        }
    }

    private mutating func fail(_ text: String, _ header: MessageHeader) {
        let error = ErrorMessage(.standard(.helloFailedIncompatible), data: Array(text.utf8))
        let reason = "HELLO failed: \(text)"
        phase = .closed
        encodeOwn(Envelope(xid: header.xid, .error(error)), errorVersion(peer: header.version))
        close(reason)
    }

    /// A version for errors while none is agreed on: the highest of ours that the peer can know.
    private func errorVersion(peer: UInt8) -> OpenFlowVersion {
        settings.versions.filter { $0.rawValue <= peer }.max() ?? settings.versions.min() ?? .v1_0
    }

    /// The text of an ERROR of type HELLO_FAILED, which may come in any version (1.3.5 §7.4.4).
    private func helloFailure(_ header: MessageHeader, _ message: UnsafeRawBufferPointer) -> String? {
        let body = MessageHeader.byteCount
        guard header.type == FixedType.error, message.count >= body + 4, message[body] == 0, message[body + 1] == 0
        else {
            return nil
        }
        let text = message[(body + 4)...].prefix { $0 != 0 }
        let isText = !text.isEmpty && text.allSatisfy { $0 >= 0x20 && $0 < 0x7f }
        return isText ? String(decoding: text, as: UTF8.self) : "HELLO_FAILED"
    }
}

/// Message types that no version changes, so that they can be told before one is agreed on.
private enum FixedType {
    static let hello: UInt8 = 0
    static let error: UInt8 = 1
}
