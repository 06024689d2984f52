import ArgumentParser

/// The command line: each command is a file in `Commands`.
///
/// Exit codes: 0 when all went well, 64 for a command line that cannot be understood, 1 for everything else.
@main
struct OFSwitch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ofswitch",
        abstract: "A userspace OpenFlow switch.",
        discussion: """
            TARGET is one of
              tcp:HOST[:PORT]     connect; a bare HOST[:PORT] is the same
              unix:PATH           connect
              PATH, BRIDGE        a socket with a slash in its path; a bridge of Open vSwitch (commands that ask only)
              ptcp:[PORT][:HOST]  listen, on 127.0.0.1 unless a host is given
              punix:PATH          listen
              embedded            the learning controller in the same process
            where PORT is 6653 unless it is given.
            """,
        subcommands: [RunCommand.self, StatusCommand.self, DumpFlowsCommand.self, DecodeCommand.self] + clientCommands
    )
}
