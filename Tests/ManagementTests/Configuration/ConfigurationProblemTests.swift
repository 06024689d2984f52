import OpenFlow
import Testing

@testable import Management

/// A file that is wrong, and what is said of it, without the file's name.
struct WrongFile: CustomTestStringConvertible, Sendable {
    let text: String
    let problems: [String]
    var testDescription: String { problems.first ?? "" }

    init(_ text: String, _ problems: String...) {
        self.text = text
        self.problems = problems
    }

    static let keys =
        "name, dpid, versions, fail-mode, ports, local, controllers, listen, control, poll, backoff, verbose, tables, "
        + "limits, mac-learning, flows, flows-file"
    static let advice = "a configuration begins with \"switches:\", and each switch below it with \"- name: NAME\""

    static let whole = [
        WrongFile("", "1:1: the file is empty; \(advice)"),
        WrongFile("# nothing\n", "1:1: the file is empty; \(advice)"),
        WrongFile(
            "- name: s",
            "1:1: a list stands here; the configuration belongs here, as \"key: value\" with keys switches"
        ),
        WrongFile("switch: []", "1:1: \"switch\" is no key of the configuration: did you mean \"switches\"?"),
        WrongFile("{}", "1:1: \(advice)"),
        WrongFile(
            "switches:",
            "1:10: nothing stands here; a list of switches belongs here: [a, b], or one a line, each after \"- \""
        ),
        WrongFile("switches: []", "1:11: there is no switch in the list; \(advice)"),
        WrongFile(
            "switches: [1]",
            "1:12: a single value stands here; a switch belongs here, as \"key: value\" with keys \(keys)"
        ),
        WrongFile(
            "switches:\n  - name: s\n    ports: [a\n    dpid: 1\n",
            "4:9: this is not YAML: did not find expected ',' or ']' (while parsing a flow sequence, from line 3 on)"
        ),
        WrongFile(
            "switches:\n\t- name: s\n",
            "2:1: this is not YAML: found character that cannot start any token (while scanning for the next token, "
                + "from line 2 on)"
        ),
        WrongFile(
            "switches:\n  - name: s\n    dpid: 1\n    dpid: 2\n",
            "3:5: \"dpid\" stands here and once more below in the same mapping: a key can be given once"
        ),
        WrongFile(
            "switches:\n  - name: s\n    dpid: 1\n--- \nswitches: []\n",
            "4:1: this is not YAML: but found another document (expected a single document in the stream, from line 1 on)"
        ),
        WrongFile(
            "switches: [*all]",
            "1:12: this is not YAML: found undefined alias"
        ),
    ]

    /// Each is the rest of a switch whose name and dpid stand in the first two lines; the third is the first of these.
    static let values = [
        WrongFile("prots: [a]", "3:3: \"prots\" is no key of a switch: did you mean \"ports\"?"),
        WrongFile("colour: red", "3:3: \"colour\" is no key of a switch: \(keys) are"),
        WrongFile("dpid: 0", "3:9: datapath id 0 is not allowed: give 1 to 16 hexadecimal digits, not all 0"),
        WrongFile(
            "versions: [1.0, 1.7]",
            "3:19: \"1.7\" is not a version of OpenFlow: 1.0, 1.1, 1.2, 1.3 and 1.4 are supported"
        ),
        WrongFile(
            "versions: []",
            "3:13: no OpenFlow version is offered: name at least one of 1.0, 1.1, 1.2, 1.3 and 1.4"
        ),
        WrongFile(
            "versions: 1.0",
            "3:13: a single value stands here; a list of versions of OpenFlow belongs here: [a, b], or one a line, each after \"- \""
        ),
        WrongFile("fail-mode: safe", "3:14: \"safe\" is no fail mode: secure is"),
        WrongFile("fail-mode: standalone", "3:14: fail mode standalone is not supported yet: only secure is"),
        WrongFile("poll: never", "3:9: \"never\" is no way to wait for packets: adaptive, busy and interrupt are"),
        WrongFile(
            "backoff: 8:1",
            "3:12: \"8:1\" is no backoff: give MIN:MAX in seconds, for example 1:8, at most 86400"
        ),
        WrongFile("verbose: perhaps", "3:12: \"perhaps\" is neither true nor false"),
        WrongFile("control: /run/s", "3:12: \"/run/s\" cannot be a control socket: write unix:PATH"),
        WrongFile("control:", "3:11: nothing stands here; the control socket, unix:PATH belongs here"),
        WrongFile("local: [a]", "3:10: a list stands here; the name of the LOCAL port's interface belongs here"),
        WrongFile(
            "local: a/b",
            "3:10: \"a/b\" cannot be the name of a network interface: 1 to 15 bytes without '/', ':' or spaces"
        ),
        // Ports
        WrongFile(
            "ports: a",
            "3:10: a single value stands here; a list of ports belongs here: [a, b], or one a line, each after \"- \""
        ),
        WrongFile("ports:\n  - a=1\n  - b=1", "5:7: ports a and b both have number 1"),
        WrongFile("ports: [a, b, a]", "3:17: interface a is named twice among the ports"),
        WrongFile(
            "ports: [{number: 1}]",
            "3:11: this port says not what it is: give one of interface, tap, pcap, pcap-file"
        ),
        WrongFile(
            "ports: [{interface: a, tap: b}]",
            "3:11: this port is interface and tap at once: give one of interface, tap, pcap, pcap-file"
        ),
        WrongFile(
            "ports: [{interface: a, number: 0}]",
            "3:34: \"0\" is no port number: 1 to 4294967040 can be"
        ),
        WrongFile(
            "ports: [{interface: a, number: 70000}]",
            "3:11: port a cannot have number 70000 in OpenFlow 1.0, which ends at 65280: take a lower one or leave "
                + "version 1.0 out"
        ),
        WrongFile(
            "ports: [{pcap-file: in.pcap}]",
            "3:23: a single value stands here; capture files belongs here, as \"key: value\" with keys input, output"
        ),
        WrongFile("ports: [{pcap-file: {}}]", "3:23: there is no file: give input, output or both"),
        WrongFile("ports: [{interfaces: a}]", "3:12: \"interfaces\" is no key of a port: did you mean \"interface\"?"),
        // Controllers and listeners
        WrongFile(
            "controllers: [\"tcp:h:x\"]",
            "3:17: target \"tcp:h:x\": \"x\" is not a port; use a number of 0 to 65535"
        ),
        WrongFile(
            "controllers: [\"ptcp:1\"]",
            "3:17: ptcp:1 waits for connections and is no controller: give it as what to listen on"
        ),
        WrongFile("controllers: [embedded, embedded]", "3:27: controller embedded is named twice"),
        WrongFile(
            "listen: [embedded]",
            "3:12: embedded cannot be listened on: write ptcp:[PORT][:HOST] or punix:PATH"
        ),
        WrongFile(
            "listen: [\"ptcp:5\", \"ptcp:5:127.0.0.1\"]",
            "3:22: ptcp:5:127.0.0.1 belongs to this switch already (line 3): an address can be listened on once"
        ),
        // Limits
        WrongFile("tables: {count: 255}", "3:19: 255 tables are not possible: 1 to 254 are"),
        WrongFile("tables: {count: many}", "3:19: \"many\" is no number: 0 to 4294967295 can be"),
        WrongFile("tables: {size: 3}", "3:12: \"size\" is no key of tables: count, max-entries are"),
        WrongFile("tables: {max-entries: 0}", "3:25: 0 entries a table are not possible: 1 to 1000000 are"),
        WrongFile("limits: {buffers: 70000}", "3:21: 70000 buffers are not possible: 0 to 65535 are"),
        WrongFile(
            "mac-learning: {ageing: 0}",
            "3:26: addresses cannot be forgotten after 0 seconds: 1 to 86400 are possible"
        ),
        // Flows
        WrongFile(
            "flows-file: x.txt",
            "3:15: lab/x.txt cannot be read: No such file or directory"
        ),
        WrongFile(
            "flows: [\"priority=5,actions=drop\", \"priority=5,actions=flood\"]",
            "3:39: this flow has the table, priority and match of the one at lab/a.yaml:3:12, and would replace it"
        ),
        WrongFile("flows: [[]]", "3:11: a list stands here; a flow belongs here"),
        // Everything that is wrong is told at once, in the order of the file.
        WrongFile(
            "pots: 1\npoll: x\nverbose: 2",
            "3:3: \"pots\" is no key of a switch: did you mean \"ports\"?",
            "4:9: \"x\" is no way to wait for packets: adaptive, busy and interrupt are",
            "5:12: \"2\" is neither true nor false"
        ),
    ]

    /// Whole files with several switches.
    static let clashes = [
        WrongFile(
            "switches:\n- {name: s, dpid: 1}\n- {name: s, dpid: 2}\n",
            "3:10: the name s belongs to this switch already (line 2): each switch needs a name of its own"
        ),
        WrongFile(
            "switches:\n- {name: s, dpid: 1}\n- {name: t, dpid: 0x0001}\n",
            "3:19: datapath id 1 belongs to switch s already (line 2): controllers tell switches apart by it"
        ),
        WrongFile(
            "switches:\n- name: s\n  ports: [a, b]\n- name: t\n  ports:\n  - c\n  - pcap:b\n",
            "7:5: interface b belongs to switch s already (line 3): an interface can be one port of one switch"
        ),
        WrongFile(
            "switches:\n- {name: s, ports: [a], local: l}\n- {name: t, ports: ['tap:l']}\n",
            "3:21: interface l belongs to switch s already (line 2): an interface can be one port of one switch"
        ),
        WrongFile(
            "switches:\n- {name: s, ports: [a], listen: ['ptcp:6634']}\n- {name: t, ports: [b], listen: ['ptcp:6634:0.0.0.0']}\n",
            "3:34: ptcp:6634:0.0.0.0 belongs to switch s already (line 2): an address can be listened on once"
        ),
        WrongFile(
            "switches:\n- {name: s, ports: [a], control: 'unix:/c'}\n- {name: t, ports: [b], control: 'unix:/c'}\n",
            "3:34: the control socket /c belongs to switch s already (line 2): each switch needs a socket of its own"
        ),
        WrongFile(
            "switches:\n- {name: s, ports: ['pcap-file::o.pcap']}\n- {name: t, ports: ['pcap-file::o.pcap']}\n",
            "3:21: the file lab/o.pcap belongs to switch s already (line 2): a file can be written by one port"
        ),
        WrongFile(
            "switches:\n- ports: [a]\n- name: t\n",
            "2:3: this switch has no name: add \"name: NAME\"",
            "3:3: a switch without ports needs a dpid: there is no hardware address to take it from"
        ),
        WrongFile(
            "switches:\n- {name: 'a b', ports: [a]}\n",
            "2:10: \"a b\" cannot name a switch: 1 to 32 letters, digits, '-', '_' and '.' can, not beginning with '.'"
        ),
    ]
}

@Suite struct ConfigurationProblemTests {
    private func problems(_ text: String) -> [String] {
        do throws(ConfigurationError) {
            _ = try read(text)
            return []
        } catch {
            return error.description.split(separator: "\n").map { String($0.trimmingPrefix("lab/a.yaml:")) }
        }
    }

    @Test(arguments: WrongFile.whole + WrongFile.clashes)
    func aWrongFileIsRefused(file: WrongFile) {
        #expect(problems(file.text) == file.problems)
    }

    @Test(arguments: WrongFile.values)
    func aWrongValueIsNamedWithItsPlace(file: WrongFile) {
        let begin = file.text.hasPrefix("dpid") ? "switches:\n- name: s\n" : "switches:\n- {name: s, dpid: 1}\n"
        // A line of its own for each key, indented as the others.
        let rest = file.text.split(separator: "\n").map { "  \($0)\n" }.joined()
        let text =
            file.text.hasPrefix("dpid")
            ? begin + rest
            : "switches:\n- name: s\n" + rest + "  \(file.text.contains("ports:") ? "poll: busy" : "ports: [p]")\n"
        #expect(problems(text) == file.problems)
    }

    /// The same wrong word in each way in which YAML can write a text.
    @Test(arguments: [
        ("  flows: [\"in_port=1,nw_scr=1.2.3.4,actions=drop\"]", 5, 22),
        ("  flows: ['in_port=1,nw_scr=1.2.3.4,actions=drop']", 5, 22),
        ("  flows:\n  - in_port=1,nw_scr=1.2.3.4,actions=drop", 6, 15),
        ("  flows:\n  - in_port=1,\n    nw_scr=1.2.3.4,actions=drop", 7, 5),
        ("  flows: |\n\n     # x\n     in_port=1,nw_scr=1.2.3.4,actions=drop", 8, 16),
        ("  flows:\n  - >-\n    in_port=1,\n    nw_scr=1.2.3.4,actions=drop", 8, 5),
        ("  flows: [\"in_port=1,\\\n    \\x6ew_scr=1.2.3.4,actions=drop\"]", 6, 5),
        ("  flows: [\"\\tin_port=1,nw_scr=1.2.3.4,actions=drop\"]", 5, 24),
    ])
    func aWrongWordInAFlowIsFound(flows: String, line: Int, column: Int) {
        let all = problems("switches:\n- name: s\n  ports: [p]\n  poll: busy\n\(flows)\n")
        #expect(all.count == 1)
        #expect(all.first?.hasPrefix("\(line):\(column): ") == true, "\(all)")
        #expect(all.first?.contains("nw_scr") == true, "\(all)")
    }

    @Test func aWrongWordInAFileOfFlowsIsFound() {
        let text = "switches: [{name: s, ports: [p], flows-file: ä.txt}]"
        let error = #expect(throws: ConfigurationError.self) {
            try read(text, files: ["lab/ä.txt": "# ä\nactions=drop\n  priority=1, in_prot=1,actions=drop\n"])
        }
        #expect(error?.problems.map(\.place) == [ConfigurationPlace(file: "lab/ä.txt", line: 3, column: 15)])
    }

    @Test func theNearestWordIsProposedOnlyWhenItIsNear() {
        #expect(nearest(to: "contoller", among: ["controllers", "control"]) == "controllers")
        #expect(nearest(to: "x", among: ["name"]) == nil)
        #expect(nearest(to: "", among: ["name"]) == nil)
    }
}
