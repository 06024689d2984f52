import ArgumentParser
import OpenFlowCapture

/// `ofswitch decode`: prints the OpenFlow messages in a capture or in hexadecimal text, whatever their versions.
struct DecodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode",
        abstract: "Print the OpenFlow messages in a capture file or in hexadecimal text.",
        discussion: """
            INPUT is a capture (pcap or pcapng), a file with hexadecimal text, hexadecimal digits, or - for standard
            input. Text may be a dump by hexdump -C, xxd, tcpdump -x or tshark -x. In captures the TCP connections at
            OpenFlow ports are read, and all others that begin with a hello.

            The exit status is 1 when anything could not be decoded.
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
        var hasProblem = false
        do {
            try source.search(ports: ports) { finding in
                hasProblem = hasProblem || finding.isProblem
                print(json ? finding.json : finding.text)
            }
        } catch let error as HexTextError {
            guard case .text(let text) = source else { throw error }
            throw ValidationError("\"\(text)\" is neither a file nor hexadecimal text: \(error)")
        }
        if hasProblem { throw ExitCode.failure }
    }
}
