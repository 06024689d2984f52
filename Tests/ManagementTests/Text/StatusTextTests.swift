import Management
import Switch
import Testing

@Suite struct StatusTextTests {
    @Test func alignsWhatThereIs() {
        #expect(FakeSwitch.sampleStatus.text == sampleText)
    }

    @Test func saysWhatIsMissing() {
        let status = SwitchStatus(name: "s", datapathID: "1", uptimeSeconds: 0.4, versions: ["1.3"])
        #expect(status.text.hasPrefix("switch s: datapath 1, OpenFlow 1.3, fail mode secure, up 0s\nports: none\n"))
        #expect(status.text.hasSuffix("dropped frames: none\n"))
    }
}

private let sampleText = """
    switch s1: datapath 00000000000000a1, OpenFlow 1.0, 1.3, fail mode secure, up 1d 2h 3m 4s
    ports:
      1   veth1  00:11:22:33:44:55  up    rx 10 packets, 1000 bytes, 0 dropped  tx 7 packets, 700 bytes, 1 dropped
      12  v2     00:11:22:33:44:56  down  rx 0 packets, 0 bytes, 0 dropped      tx 0 packets, 0 bytes, 0 dropped
    controllers:
      tcp:127.0.0.1:6653  connected  OpenFlow 1.3  equal  in 9  out 8
      tcp:10.0.0.1:6653   waiting    -             -      in 0  out 0  last error: connection refused
    listening on:
      ptcp:6654:127.0.0.1
    tables:
      0  3 flows  17 lookups  15 matched  2 tuples
    buffers: 2 of 256 in use, 5 frames sent to controllers
    dropped frames:
      loop        1
      table_miss  2

    """
