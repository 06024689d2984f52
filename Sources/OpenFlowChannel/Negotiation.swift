public import OpenFlow

/// Which version two sides speak after their HELLOs (1.3.5 §6.3.1).
public enum Negotiation {
    public enum Outcome: Hashable, Sendable {
        case agreed(OpenFlowVersion)
        /// The text goes into the ERROR that the peer gets.
        case failed(String)
    }

    /// - Parameters:
    ///   - ours: what this side offers; its HELLO carries a version bitmap always.
    ///   - peerVersion: the version byte of the peer's HELLO header, possibly one that nobody knows.
    ///   - peerBitmap: the versions of its bitmap element, nil without one.
    public static func agree(
        ours: Set<OpenFlowVersion>,
        peerVersion: UInt8,
        peerBitmap: Set<UInt8>?
    ) -> Outcome {
        if let peerBitmap {
            if let common = ours.filter({ peerBitmap.contains($0.rawValue) }).max() { return .agreed(common) }
            return .failed("no common version: we speak \(list(ours)), you speak \(list(peerBitmap))")
        }
        guard let highest = ours.max() else { return .failed("no version is enabled here") }
        let lower = min(highest.rawValue, peerVersion)
        if let version = OpenFlowVersion(rawValue: lower), ours.contains(version) { return .agreed(version) }
        return .failed("no common version: we speak \(list(ours)), you speak \(name(peerVersion)) or lower")
    }

    private static func list(_ versions: Set<OpenFlowVersion>) -> String { list(Set(versions.map(\.rawValue))) }

    private static func list(_ versions: Set<UInt8>) -> String {
        versions.isEmpty ? "none" : versions.sorted().map(name).joined(separator: ", ")
    }

    static func name(_ version: UInt8) -> String {
        OpenFlowVersion(rawValue: version).map(\.text) ?? "0x\(ForeignProtocol.hexByte(version))"
    }
}
