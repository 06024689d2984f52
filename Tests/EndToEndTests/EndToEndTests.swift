import Testing

/// The real executable with real frames: network namespaces, veth pairs, controllers and tools that others wrote.
///
/// One test at a time, because each of them loads the machine with several processes.
@Suite(.serialized)
enum EndToEndTests {}
