import ArgumentParser
import OpenFlowCapture
import SwitchClient

/// `ofswitch decode`: prints the OpenFlow messages in a capture or in hexadecimal text, whatever their versions.
struct DecodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode",
        abstract: "Print the OpenFlow messages in a capture file or in hexadecimal text.",
        discussion: """
            INPUT is a capture (pcap or pcapng), a file with hexadecimal text, hexadecimal digits, or - for standard
            input. Text may be a dump by hexdump -C, xxd, tcpdump -x or tshark -x. In captures the TCP connections at
            OpenFlow ports are read, and all others that begin with a hello.

            The exit status is 1 when anything could not be decoded, and when there is no OpenFlow.
            """
    )

    @Option(help: ArgumentHelp("Read connections at this port instead of 6653 and 6633.", valueName: "number"))
    var port: [UInt16] = []

    @Flag(help: "Print one JSON object in a line for each message.")
    var json = false

    @Argument(help: ArgumentHelp("A file, hexadecimal digits, or -", valueName: "input"))
    var input: [String]

    func run() throws {
        let ports = port.isEmpty ? OpenFlowCapture.defaultPorts : Set(port)
        let source = CaptureInput(words: input)
        var (hasProblem, isEmpty) = (false, true)
        do {
            try source.search(ports: ports) { finding in
                isEmpty = false
                hasProblem = hasProblem || finding.isProblem
                print(json ? finding.json : finding.text)
            }
        } catch let error as HexTextError {
            if case .text(let text) = source {
                throw ValidationError("\"\(text)\" is neither a file nor hexadecimal text: \(error)")
            }
            throw ClientError("\(source.name) is no capture, and no hexadecimal text either: \(error)")
        }
        guard !isEmpty else {
            throw ClientError("no OpenFlow is in \(source.name); --port names the ports of connections in captures")
        }
        if hasProblem { throw ExitCode.failure }
    }
}

extension CaptureInput {
    fileprivate var name: String {
        switch self {
        case .file(let path): path
        case .standardInput: "standard input"
        case .text(let text): "\"\(text)\""
        }
    }
}
