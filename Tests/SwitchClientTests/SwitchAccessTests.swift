import OpenFlow
import Testing

@testable import SwitchClient

struct SwitchAccessTests {
    private func version(
        _ spoken: Set<OpenFlowVersion>,
        _ need: VersionNeed,
        _ allowed: Set<OpenFlowVersion> = SwitchAccess.allVersions
    ) async throws -> OpenFlowVersion {
        try await ScriptedSwitch(spoken).access(allowed).withSession(need) { $0.version }
    }

    @Test func takesTheHighestCommonVersion() async throws {
        #expect(try await version([.v1_0, .v1_3], .none) == .v1_3)
        #expect(try await version([.v1_0, .v1_3], .none, [.v1_0]) == .v1_0)
        #expect(try await version([.v1_0, .v1_3, .v1_4], .meters) == .v1_4)
    }

    @Test func takes15OnlyWhereItIsNeeded() async throws {
        #expect(try await version(SwitchAccess.allVersions, .none) == .v1_4)
        #expect(try await version(SwitchAccess.allVersions, .buckets) == .v1_5)
        #expect(try await version(SwitchAccess.allVersions, .none, [.v1_5]) == .v1_5)
    }

    @Test func goesDownWhereAHigherVersionHasLostIt() async throws {
        let old = VersionNeed("settings for flooding", .v1_0, to: .v1_0)
        #expect(try await version([.v1_0, .v1_3], old) == .v1_0)
    }

    @Test func namesBothSidesWhenTheyDoNotMeet() async throws {
        do {
            _ = try await version([.v1_0], .groups)
            Issue.record("no error")
        } catch let error as ClientError {
            #expect(error.description == "groups need OpenFlow 1.1 or later; s1 speaks 1.0")
        }
        do {
            _ = try await version([.v1_3], .groups, [.v1_0])
            Issue.record("no error")
        } catch let error as ClientError {
            #expect(error.description == "groups need OpenFlow 1.1 or later, and only 1.0 may be used here (-O)")
        }
    }
}
