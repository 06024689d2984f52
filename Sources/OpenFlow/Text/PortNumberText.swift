extension PortNumber {
    /// A number, or the name of a reserved one: "2", "LOCAL".
    public var text: String {
        switch self {
        case .unset: "UNSET"
        case .inPort: "IN_PORT"
        case .table: "TABLE"
        case .normal: "NORMAL"
        case .flood: "FLOOD"
        case .all: "ALL"
        case .controller: "CONTROLLER"
        case .local: "LOCAL"
        case .any: "ANY"
        default: String(rawValue)
        }
    }
}
