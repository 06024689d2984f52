import OpenFlow

/// The kinds of multipart messages that the codec speaks (1.3.5 §7.3.5; 1.0.0 §5.3.5). Their numbers are the same in all
/// versions.
enum MultipartType: UInt16 {
    case description = 0
    case flow = 1
    case aggregate = 2
    case table = 3
    case port = 4
    case tableFeatures = 12
    case portDescription = 13
    case experimenter = 0xffff

    func exists(in version: OpenFlowVersion) -> Bool {
        switch self {
        case .description, .flow, .aggregate, .table, .port, .experimenter: true
        case .tableFeatures, .portDescription: version >= .v1_3
        }
    }
}

/// The flag of requests and replies that says that more follow.
let multipartMore: UInt16 = 1
