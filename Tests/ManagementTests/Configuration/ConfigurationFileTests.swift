import Foundation
import OpenFlow
import Switch
import Testing

@testable import Management

/// Reads a configuration from a text, and other files from a dictionary.
func read(
    _ text: String,
    previous: ConfigurationFile? = nil,
    files: [String: String] = [:]
) throws(ConfigurationError) -> ConfigurationFile {
    try ConfigurationFile.parse(text, path: "lab/a.yaml", previous: previous) { path throws(FileProblem) in
        guard let text = files[path] else {
            throw FileProblem(description: "cannot be read: No such file or directory")
        }
        return text
    }
}

/// The only switch of a configuration.
private func readOne(_ text: String, files: [String: String] = [:]) throws -> ConfigurationFile.Entry {
    let file = try read(text, files: files)
    try #require(file.entries.count == 1)
    return file.entries[0]
}

@Suite struct ConfigurationFileTests {
    typealias Port = SwitchConfiguration.Port

    @Test func everyKeyIsRead() throws {
        let entry = try readOne(
            """
            switches:
              - name: s1
                dpid: 00:00:00:00:00:00:00:a1
                versions: [1.3]
                fail-mode: secure
                ports: [veth1=4, veth2, tap:t0]
                local: s1-local
                controllers: ["tcp:127.0.0.1:6633", embedded]
                listen: ["ptcp:6634", 'punix:/run/s1']
                control: unix:/run/s1.sock
                backoff: 0.5:3
                poll: busy
                verbose: yes
                tables: {count: 9, max-entries: 77}
                limits: {buffers: 5}
                mac-learning: {max-entries: 12, ageing: 34}
            """
        )
        #expect(entry.controlPath == "/run/s1.sock")
        let configuration = entry.configuration
        #expect(configuration.name == "s1")
        #expect(configuration.datapathID == 0xa1)
        #expect(configuration.versions == [.v1_3])
        #expect(
            configuration.ports
                == [
                    Port(interface: "veth1", number: 4), Port(interface: "veth2", number: 1),
                    Port(.tap("t0"), number: 2),
                ]
        )
        #expect(configuration.localPort == "s1-local")
        #expect(configuration.controllers.map { "\($0)" } == ["tcp:127.0.0.1:6633", "embedded"])
        #expect(configuration.listeners.map { "\($0)" } == ["ptcp:6634:127.0.0.1", "punix:/run/s1"])
        #expect(configuration.initialBackoff == .milliseconds(500))
        #expect(configuration.maxBackoff == .seconds(3))
        #expect(configuration.poll == .busy)
        #expect(configuration.verboseController)
        #expect(configuration.tableCount == 9)
        #expect(configuration.maxEntries == 77)
        #expect(configuration.bufferCount == 5)
        #expect(configuration.normal == .init(maxEntries: 12, ageingSeconds: 34))
        #expect(configuration.flows.isEmpty)
    }

    @Test func whatIsNotSaidIsTheDefault() throws {
        let entry = try readOne("switches: [{name: s1, ports: [a]}]")
        let configuration = entry.configuration
        let standard = SwitchConfiguration()
        #expect(entry.controlPath == nil)
        #expect(configuration.datapathID == nil)
        #expect(configuration.controllers.isEmpty)
        #expect(configuration.listeners.isEmpty)
        #expect(configuration.versions == standard.versions)
        #expect(configuration.bufferCount == standard.bufferCount)
        #expect(configuration.tableCount == standard.tableCount)
        #expect(configuration.maxEntries == standard.maxEntries)
        #expect(configuration.normal == standard.normal)
        #expect(configuration.poll == .adaptive)
        #expect(!configuration.verboseController)
    }

    @Test func portsAreSaidShortOrAtLength() throws {
        let short = try readOne(
            "switches: [{name: s, ports: [a, b=9, 'tap:t', 'pcap:c', 'pcap-file:i.pcap:o.pcap', 'pcap-file::/p.pcap']}]"
        )
        let long = try readOne(
            """
            switches:
              - name: s
                ports:
                  - {interface: a}
                  - interface: b
                    number: 9
                  - {tap: t}
                  - {pcap: c}
                  - {pcap-file: {input: i.pcap, output: o.pcap}}
                  - {pcap-file: {output: /p.pcap}}
            """
        )
        #expect(short.configuration.ports == long.configuration.ports)
        #expect(
            short.configuration.ports == [
                Port(interface: "a", number: 1), Port(interface: "b", number: 9), Port(.tap("t"), number: 2),
                Port(.pcap("c"), number: 3), Port(.pcapFiles(input: "lab/i.pcap", output: "lab/o.pcap"), number: 4),
                Port(.pcapFiles(input: nil, output: "/p.pcap"), number: 5),
            ]
        )
    }

    @Test func flowsNamePortsAndComeFromBothPlaces() throws {
        let entry = try readOne(
            """
            switches:
              - name: s
                ports: [a, b]
                local: me
                flows:
                  - priority=5,in_port=a,actions=output:b     # not part of it
                  - "priority=6,in_port=2,actions=output:me   # nor this"
                flows-file: more.txt
            """,
            files: ["lab/more.txt": "# nothing here\n\n  priority=7,in_port=b actions=output:a # end\n"]
        )
        let flows = entry.configuration.flows
        #expect(flows.map(\.mod.priority) == [5, 6, 7])
        #expect(flows.map(\.mod.command) == [.add, .add, .add])
        #expect(flows.map(\.mod.match) == [1, 2, 2].map { Match([FieldMatch(.inPort, $0)]) })
        let outputs = flows.flatMap(\.mod.instructions).map { instruction -> PortNumber? in
            guard case .applyActions(let actions) = instruction, case .output(let port, _)? = actions.first else {
                return nil
            }
            return port
        }
        #expect(outputs == [PortNumber(2), .local, PortNumber(1)])
        #expect(flows.map(\.writtenAt) == ["lab/a.yaml:6:9", "lab/a.yaml:7:10", "lab/more.txt:3:3"])
    }

    @Test func flowsCanBeOneText() throws {
        let entry = try readOne(
            """
            switches:
              - name: s
                ports: [a]
                flows: |
                  # a comment
                  priority=1,actions=drop

                  priority=2,actions=drop
            """
        )
        #expect(entry.configuration.flows.map(\.writtenAt) == ["lab/a.yaml:6:7", "lab/a.yaml:8:7"])
    }

    @Test func portsKeepTheirNumbersWhenTheFileIsReadAgain() throws {
        let before = try read("switches: [{name: s, ports: [a, b, c]}, {name: t, ports: [d]}]")
        let after = try read("switches: [{name: t, ports: [e, d]}, {name: s, ports: [x, c, y, a=7]}]", previous: before)
        #expect(after.entries[0].configuration.ports.map(\.number) == [2, 1])
        #expect(after.entries[1].configuration.ports.map(\.number) == [1, 3, 2, 7])
    }

    @Test func aFileIsReadFromDisk() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try "switches: [{name: s, ports: [a], flows-file: f.txt}]"
            .write(toFile: directory + "/a.yaml", atomically: true, encoding: .utf8)
        try "actions=drop".write(toFile: directory + "/f.txt", atomically: true, encoding: .utf8)
        let file = try ConfigurationFile.load(directory + "/a.yaml")
        #expect(file.entries.first?.configuration.flows.count == 1)
    }

    @Test func aFileThatIsNotThereIsNamed() {
        let error = #expect(throws: ConfigurationError.self) { try ConfigurationFile.load("/no/such.yaml") }
        #expect(error?.description == "/no/such.yaml:1:1: the file cannot be read: No such file or directory")
    }
}
