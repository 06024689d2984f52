import Glibc
import Logging

/// Log lines for people on standard error: "12:34:56.789 warning: text (key=value)".
///
/// Each line is one `write`, so that lines of several threads do not mix.
struct PlainLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        var line = "\(Self.timeOfDay()) \(Self.prefix(event.level))\(event.message)"
        if let error = event.error { line += ": \(error)" }
        if !all.isEmpty {
            line += " (" + all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ") + ")"
        }
        line += "\n"
        let bytes = Array(line.utf8)
        // A log that cannot be written has nowhere else to go.
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// What is normal has no prefix.
    private static func prefix(_ level: Logger.Level) -> String {
        switch level {
        case .info, .notice: ""
        case .trace, .debug, .warning, .error, .critical: "\(level.rawValue): "
        }
    }

    private static func timeOfDay() -> String {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        var local = tm()
        localtime_r(&now.tv_sec, &local)
        let parts = [local.tm_hour, local.tm_min, local.tm_sec].map { padded(Int($0), to: 2) }
        return parts.joined(separator: ":") + "." + padded(now.tv_nsec / 1_000_000, to: 3)
    }

    private static func padded(_ number: Int, to digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}

/// A logger with the lines above.
func makeLogger(level: Logger.Level) -> Logger {
    Logger(label: "ofswitch") { _ in PlainLogHandler(logLevel: level) }
}
