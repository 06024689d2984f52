import OpenFlow
import Testing

@testable import SwitchClient

struct VersionNeedTests {
    @Test(arguments: [
        ("1.0,1.3", "1.0, 1.3"), ("OpenFlow10,OpenFlow15", "1.0, 1.5"), ("openflow13", "1.3"), ("OpenFlow1.4", "1.4"),
    ])
    func readsLists(text: String, versions: String) throws {
        #expect(VersionList.text(try VersionList.parse(text)) == versions)
    }

    @Test(arguments: ["", "1.6", "1.0,", "OpenFlow", "OpenFlow1", "13"])
    func refusesOtherWords(text: String) {
        #expect(throws: ClientError.self) { try VersionList.parse(text) }
    }

    @Test(arguments: [
        (VersionNeed.meters, "meters need OpenFlow 1.3 or later"),
        (VersionNeed.buckets, "changes of single buckets need OpenFlow 1.5"),
        (VersionNeed("misses", .v1_1, to: .v1_2), "misses need OpenFlow 1.1 to 1.2"),
        (VersionNeed("floods", .v1_0, to: .v1_0), "floods need OpenFlow 1.0"),
    ])
    func saysWhatIsNeeded(need: VersionNeed, text: String) {
        #expect(need.text == text)
    }

    @Test func joins() {
        #expect(VersionNeed.groups.and(.bundles).versions == .v1_4 ... .v1_5)
        #expect(VersionNeed.none.and(.groups).text == VersionNeed.groups.text)
        #expect(VersionNeed.buckets.and(.bundles).text == VersionNeed.buckets.text)
    }
}
