import Foundation
import OpenFlow
import Switch

/// What the control socket answers, apart from HTTP: a request's parts in, an answer out.
///
///     GET /v1/status                 SwitchStatus as JSON
///     GET /v1/flows                  lines as `ovs-ofctl dump-flows` prints them
///     GET /v1/flows?format=json      [FlowRecord] as JSON; the same for "Accept: application/json"
///
/// Whatever goes wrong is answered with `{"error": TEXT}`.
struct ControlAPI: Sendable {
    static let statusPath = "/v1/status"
    static let flowsPath = "/v1/flows"

    struct Answer: Sendable {
        var status: Int
        var contentType: String
        var body: Data
        /// The methods that would be allowed, for 405.
        var allow: String?
    }

    let controlled: any ControlledSwitch

    func answer(method: String, path: String, format: String?, accept: String?) async -> Answer {
        switch path {
        case Self.statusPath, Self.flowsPath:
            guard method == "GET" else {
                var answer = failure(405, "\(path) knows no \(method): only GET")
                answer.allow = "GET"
                return answer
            }
            return path == Self.statusPath
                ? json(await controlled.status()) : await flows(format: format, accept: accept)
        default:
            return failure(404, "there is no \(path): \(Self.statusPath) and \(Self.flowsPath) exist")
        }
    }

    private func flows(format: String?, accept: String?) async -> Answer {
        let wantsJSON: Bool
        switch format {
        case "json": wantsJSON = true
        case "text": wantsJSON = false
        case nil: wantsJSON = accept?.contains("application/json") ?? false
        case let other?: return failure(400, "format \"\(other)\" does not exist: json and text do")
        }
        do {
            let flows = try await controlled.flows()
            if wantsJSON { return json(flows.map(FlowRecord.init)) }
            let text = flows.map { $0.text + "\n" }.joined()
            return Answer(status: 200, contentType: "text/plain; charset=utf-8", body: Data(text.utf8))
        } catch {
            return failure(500, "the flows cannot be read: \(error)")
        }
    }

    private func json(_ value: some Encodable, status: Int = 200) -> Answer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Answer(status: status, contentType: "application/json", body: try encoder.encode(value))
        } catch {
            // Only a number that JSON cannot say (a NaN) gets here.
            let body = Data("{\"error\":\"the answer cannot be said in JSON\"}".utf8)
            return Answer(status: 500, contentType: "application/json", body: body)
        }
    }

    private func failure(_ status: Int, _ text: String) -> Answer { json(ControlFailure(error: text), status: status) }
}

/// The body of every answer that is not a success.
struct ControlFailure: Codable {
    var error: String
}
