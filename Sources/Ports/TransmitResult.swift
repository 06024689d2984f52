/// What became of a frame given to a port.
@frozen public enum TransmitResult: UInt8, Sendable {
    /// Copied into the port's queue; it leaves with the next `flush` at the latest.
    case sent
    /// The queue is full, also after a kick.
    case ringFull
    /// Longer than the interface's MTU allows, or than the port can hold.
    case tooLong
    /// Shorter than an Ethernet header, offload data that does not fit the frame, or the kernel refused it.
    case error
    /// The interface is down or gone.
    case down
}
