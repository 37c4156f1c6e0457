import Foundation
import Testing

@testable import Deployer
@testable import DeployerCLI
@testable import DeployerTestSupport

@Suite("A plan's file")
struct PlanFileTests {
    private func sample() async throws -> SavedPlan {
        let cloud = FakeCloud()
        cloud.put(Queue(name: "a", labels: ["token": "hunter2"]))
        let resources: [any Resource<FakeCloud>] = [Queue(name: "a", code: "code-of-a", labels: ["env": "swordfish"])]
        let planned = try await Planner(cloud.deployment(resources)).plan(.deploy(adopting: []))
        return SavedPlan(planned, salt: SavedPlan.newSalt())
    }

    private func problem(_ contents: Data) -> PlanFileError.Problem? {
        do {
            _ = try PlanFile.plan(in: contents, file: "f")
            return nil
        } catch {
            return error.problem
        }
    }

    @Test("reads back as it was written")
    func roundTrip() async throws {
        let plan = try await sample()
        #expect(try PlanFile.plan(in: PlanFile.contents(of: plan), file: "f") == plan)
    }

    @Test("holds names and digests, and no value of either side")
    func noValues() async throws {
        let text = String(decoding: try PlanFile.contents(of: try await sample()), as: UTF8.self)
        #expect(text.contains("labels.token") && text.contains("\"update\""))
        for value in ["hunter2", "swordfish", "code-of-a"] { #expect(!text.contains(value)) }
    }

    @Test("that is cut short is no plan, wherever it was cut")
    func cut() async throws {
        let whole = try PlanFile.contents(of: try await sample())
        for length in 0..<(whole.count - 2) {
            guard case .noPlan = problem(whole.prefix(length)) else {
                Issue.record("\(length) bytes were taken for a plan")
                return
            }
        }
    }

    @Test(
        "that is something else is reported as that",
        arguments: [
            ("", "is empty"), ("PK\u{3}\u{4}", "is not valid JSON"), ("[]", "does not say that it is a saved plan"),
            ("{\"format\": \"terraform\", \"version\": 2}", "does not say that it is a saved plan"),
            ("{\"format\": \"deployer:plan\", \"version\": 2}", "is not whole"),
            (String(repeating: "[", count: 100_000), "nests values"),
            ("{\"format\": \"deployer:plan\", \"version\": 2, \"version\": 2}", "twice"),
        ])
    func somethingElse(_ contents: String, _ words: String) {
        guard case .noPlan(let what) = problem(Data(contents.utf8)) else {
            Issue.record("it was taken for a plan")
            return
        }
        #expect(what.contains(words))
    }

    @Test("of another version is not read", arguments: ["1", "3", "0", "\"1\"", "null", "1e99"])
    func version(_ version: String) {
        let contents = "{\"format\": \"deployer:plan\", \"version\": \(version), \"resources\": 7}"
        #expect(problem(Data(contents.utf8)) == .anotherVersion)
    }

    @Test("that is not there, or a folder, is unreadable", arguments: ["/nowhere/at.all", "/tmp"])
    func unreadable(_ path: String) async {
        let error = await #expect(throws: PlanFileError.self) { try await PlanFile.read(path) }
        guard case .unreadable = error?.problem else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
