import Foundation
import Testing

/// Open vSwitch with its userspace datapath, in a test network, with a bridge br0 on the ports p1…pN.
///
/// Everything it writes lies in /run of the network and goes away with it.
struct OpenVSwitch {
    static let directory = "/run/ovs"
    static let target = "unix:\(directory)/br0.mgmt"

    private static let schema = "/usr/share/openvswitch/vswitch.ovsschema"

    /// Why it cannot be started here, or nil when it can.
    static let reasonMissing: String? = ["ovsdb-tool", "ovsdb-server", "ovs-vswitchd", "ovs-vsctl", "ovs-ofctl"]
        .first { Machine.path(of: $0) == nil }.map { "the command \($0) of Open vSwitch is not installed" }

    static func start(in network: TestNetwork) throws {
        let script = """
            set -e
            d=\(directory)
            mkdir -p $d
            export OVS_RUNDIR=$d OVS_LOGDIR=$d OVS_DBDIR=$d OVS_SYSCONFDIR=$d
            ovsdb-tool create $d/conf.db ${OVS_SCHEMA:-\(schema)}
            ovsdb-server $d/conf.db --remote=punix:$d/db.sock --unixctl=$d/ovsdb.ctl --pidfile=$d/ovsdb.pid &
            while [ ! -S $d/db.sock ]; do sleep 0.05; done
            vsctl="ovs-vsctl --db=unix:$d/db.sock --timeout=20"
            $vsctl --no-wait init
            ovs-vswitchd unix:$d/db.sock --unixctl=$d/vswitchd.ctl --pidfile=$d/vswitchd.pid --disable-system &
            $vsctl add-br br0 -- set bridge br0 datapath_type=netdev fail_mode=secure \\
                protocols=OpenFlow10,OpenFlow11,OpenFlow12,OpenFlow13,OpenFlow14,OpenFlow15
            for port in \((1...network.hostCount).map { "\($0)" }.joined(separator: " ")); do
                $vsctl add-port br0 p$port -- set interface p$port ofport_request=$port
            done
            echo "bridge is ready"
            wait
            """
        try network.start(["sh", "-c", script]).waitForOutput("bridge is ready")
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips where Open vSwitch is not installed whole, also where nothing else may be skipped: it is there to compare with.
    static var needsOpenVSwitch: ConditionTrait {
        .enabled(
            if: OpenVSwitch.reasonMissing == nil,
            Comment(rawValue: OpenVSwitch.reasonMissing ?? "everything needed is there")
        )
    }
}
