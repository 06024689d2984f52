import Foundation
import Switch
import Testing

@testable import Management

@Suite struct ControlAPITests {
    let api = ControlAPI(controlled: FakeSwitch())

    @Test func statusIsJSON() async throws {
        let answer = await api.answer(method: "GET", path: "/v1/status", format: nil, accept: nil)
        #expect(answer.status == 200)
        #expect(answer.contentType == "application/json")
        #expect(try JSONDecoder().decode(SwitchStatus.self, from: answer.body) == FakeSwitch.sampleStatus)
    }

    @Test func flowsAreLinesUnlessJSONIsAskedFor() async throws {
        let text = await api.answer(method: "GET", path: "/v1/flows", format: nil, accept: "*/*")
        #expect(text.status == 200)
        #expect(String(decoding: text.body, as: UTF8.self) == FakeSwitch.sampleFlowLine)
        for (format, accept) in [("json", nil), (nil, "application/json")] as [(String?, String?)] {
            let json = await api.answer(method: "GET", path: "/v1/flows", format: format, accept: accept)
            #expect(json.contentType == "application/json")
            let records = try JSONDecoder().decode([FlowRecord].self, from: json.body)
            #expect(records == [FlowRecord(FakeSwitch.sampleFlow)])
            #expect(records.first?.cookie == "0xffffffffffffffff")
            #expect(records.first?.match == "in_port=1")
            #expect(records.first?.actions == "output:2")
            #expect(records.first?.flags == ["send_flow_rem"])
        }
        let chosen = await api.answer(method: "GET", path: "/v1/flows", format: "text", accept: "application/json")
        #expect(chosen.contentType == "text/plain; charset=utf-8")
    }

    @Test(
        arguments: [
            ("GET", "/", nil, 404, "there is no /: /v1/status and /v1/flows exist"),
            ("GET", "/v1/status/x", nil, 404, "there is no /v1/status/x: /v1/status and /v1/flows exist"),
            ("POST", "/v1/status", nil, 405, "/v1/status knows no POST: only GET"),
            ("GET", "/v1/flows", "xml", 400, "format \"xml\" does not exist: json and text do"),
        ] as [(String, String, String?, Int, String)]
    )
    func refusalsSayWhatIsWrong(method: String, path: String, format: String?, status: Int, text: String) async throws {
        let answer = await api.answer(method: method, path: path, format: format, accept: nil)
        #expect(answer.status == status)
        #expect(answer.contentType == "application/json")
        #expect(try JSONDecoder().decode(ControlFailure.self, from: answer.body).error == text)
        #expect(answer.allow == (status == 405 ? "GET" : nil))
    }

    @Test func aBrokenSwitchIsSaidToBe() async throws {
        let broken = ControlAPI(controlled: FakeSwitch(isBroken: true))
        let answer = await broken.answer(method: "GET", path: "/v1/flows", format: nil, accept: nil)
        #expect(answer.status == 500)
        let failure = try JSONDecoder().decode(ControlFailure.self, from: answer.body)
        #expect(failure.error == "the flows cannot be read: the datapath has stopped")
    }
}
