import Foundation
import Glibc
import Management
import Testing

@Suite struct RunDirectoryTests {
    @Test(
        arguments: [
            (["XDG_RUNTIME_DIR": "/run/user/7"], 7, "/run/user/7/ofswitch"),
            (["XDG_RUNTIME_DIR": "/x/"], 0, "/x/ofswitch"),
            (["XDG_RUNTIME_DIR": "relative"], 7, "/tmp/ofswitch-7"),
            ([:], 0, "/run/ofswitch"),
            ([:], 1000, "/tmp/ofswitch-1000"),
        ] as [([String: String], UInt32, String)]
    )
    func isWhereTheUserMayWrite(environment: [String: String], userID: UInt32, path: String) {
        let directory = RunDirectory.standard(environment: environment, userID: userID)
        #expect(directory.path == path)
        #expect(directory.socketPath(of: "s1") == path + "/s1.sock")
    }

    @Test func isMadeForItsOwnerAlone() throws {
        try withDirectory { parent in
            let directory = RunDirectory(path: parent + "/run")
            try directory.create()
            try directory.create()
            var information = stat()
            #expect(lstat(directory.path, &information) == 0)
            #expect(information.st_mode & 0o777 == 0o700)
        }
    }

    @Test func isRefusedWhenOthersCouldHavePreparedIt() throws {
        try withDirectory { parent in
            let open = RunDirectory(path: parent + "/open")
            #expect(mkdir(open.path, 0o700) == 0 && chmod(open.path, 0o777) == 0)
            let link = RunDirectory(path: parent + "/link")
            #expect(symlink("/tmp", link.path) == 0)
            for directory in [open, link] {
                let error = #expect(throws: ControlError.self) { try directory.create() }
                #expect(error?.description.contains("is not a directory that belongs to this user alone") == true)
            }
        }
    }

    @Test func knowsTheOnlySocket() throws {
        try withDirectory { parent in
            let directory = RunDirectory(path: parent)
            #expect(throws: ControlError.self) { try directory.onlySocket() }
            // A file that is no socket is not taken for a stale one: connecting will say what it is.
            for name in ["a.sock", "b.sock", "c.txt"] { try Data().write(to: URL(filePath: "\(parent)/\(name)")) }
            let error = #expect(throws: ControlError.self) { try directory.onlySocket() }
            #expect(
                error?.description
                    == "2 switches are running, choose one of: --control unix:\(parent)/a.sock, "
                    + "--control unix:\(parent)/b.sock"
            )
            unlink("\(parent)/b.sock")
            #expect(try directory.onlySocket() == "\(parent)/a.sock")
        }
    }

    @Test func withoutTheDirectoryNoSwitchRuns() {
        let error = #expect(throws: ControlError.self) { try RunDirectory(path: "/nonexistent").onlySocket() }
        #expect(error?.description.hasPrefix("no switch is running") == true)
    }

    private func withDirectory(_ body: (String) throws -> Void) throws {
        var template = Array("/tmp/ofs-testXXXXXX".utf8CString)
        let directory = String(cString: try #require(mkdtemp(&template)))
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try body(directory)
    }
}
