import OpenFlow
import Testing

@testable import SwitchClient

struct SettingTests {
    @Test(arguments: [
        ("up", PortConfig.portDown, false), ("down", .portDown, true), ("no-flood", .noFlood, true),
        ("forward", .noForward, false), ("no-packet-in", .noPacketIn, true), ("receive-stp", .noReceiveSTP, false),
    ])
    func portSettings(word: String, bit: PortConfig, isSet: Bool) throws {
        let mod = try PortSetting(word).message(for: port(3, "v3"))
        #expect(mod.number == PortNumber(3))
        #expect(mod.hardwareAddress == 3)
        #expect(mod.mask == bit)
        #expect(mod.config == (isSet ? bit : []))
    }

    @Test func floodingIsOf10() throws {
        #expect(try PortSetting("flood").need.versions == .v1_0 ... .v1_0)
        #expect(throws: ClientError.self) { try PortSetting("sideways") }
    }

    @Test func tableSettings() throws {
        #expect(try TableSetting("drop") == .miss(.missDrop))
        #expect(try TableSetting("controller") == .miss([]))
        #expect(try TableSetting("vacancy:20,80") == .vacancy(down: 20, up: 80))
        #expect(try TableSetting("evict").need.versions.lowerBound == .v1_4)
        #expect(try TableSetting("continue").need.versions == .v1_1 ... .v1_2)
    }

    @Test(arguments: ["", "vacancy", "vacancy:1", "vacancy:80,20", "vacancy:1,101", "vacancy:a,b", "name:x"])
    func wrongTableSettings(text: String) {
        #expect(throws: ClientError.self) { try TableSetting(text) }
    }

    @Test func restOfATableStaysAsItIs() throws {
        let current = TableDescription(
            tableID: 1,
            config: .vacancyEvents,
            vacancy: Vacancy(down: 10, up: 20, current: 50)
        )
        let evicting = try TableSetting("evict").message(for: 1, current: current)
        #expect(evicting.config == [.eviction, .vacancyEvents])
        #expect(evicting.vacancy == Vacancy(down: 10, up: 20))
        let quiet = try TableSetting("novacancy").message(for: 1, current: current)
        #expect(quiet.config == [])
        #expect(quiet.vacancy == nil)
    }
}
