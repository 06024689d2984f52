import OpenFlow

/// The kinds of multipart messages (1.5.1 §7.3.5; 1.0.0 §5.3.5). Their numbers are the same in all versions.
enum MultipartType: UInt16 {
    case description = 0
    /// 1.5 calls it the description of flows; its counters alone are `flowCounters`.
    case flow = 1
    case aggregate = 2
    case table = 3
    case port = 4
    case queue = 5
    case group = 6
    case groupDescription = 7
    case groupFeatures = 8
    case meter = 9
    case meterDescription = 10
    case meterFeatures = 11
    case tableFeatures = 12
    case portDescription = 13
    case tableDescription = 14
    case queueDescription = 15
    case flowMonitor = 16
    case flowCounters = 17
    case controllerStatus = 18
    case bundleFeatures = 19
    case experimenter = 0xffff

    /// The first version that has it.
    var since: OpenFlowVersion {
        switch self {
        case .description, .flow, .aggregate, .table, .port, .queue, .experimenter: .v1_0
        case .group, .groupDescription: .v1_1
        case .groupFeatures: .v1_2
        case .meter, .meterDescription, .meterFeatures, .tableFeatures, .portDescription: .v1_3
        case .tableDescription, .queueDescription, .flowMonitor: .v1_4
        case .flowCounters, .controllerStatus, .bundleFeatures: .v1_5
        }
    }
}

/// The flag of requests and replies that says that more follow.
let multipartMore: UInt16 = 1
