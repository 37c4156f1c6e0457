import AWSClient
import Foundation
import HostTestSupport
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

/// Two whole deploys of one stack at the same time, on a Lambda in memory that checks revisions as AWS does.
// One after the other: in parallel, these hundreds of deploys would leave the other tests no processor.
@Suite("Two deployers at the same time", .serialized)
struct TwoDeployersTests {
    /// What the two deploy, and onto what.
    enum Scenario: String, CaseIterable, Sendable {
        case sameOntoNothing
        case sameOntoAnother
        case differentOntoNothing
        case differentOntoAnother

        var isSame: Bool { self == .sameOntoNothing || self == .sameOntoAnother }
    }

    /// When the turn changes, as the lengths of turns.
    struct Schedule: Sendable, CustomTestStringConvertible {
        let scenario: Scenario
        let lengths: [Int]
        let counting: Turns.Counting
        var testDescription: String { "\(scenario), turns of \(lengths) \(counting)" }
    }

    /// The first deployer is interrupted once, before any of its calls, and the second one then does everything.
    static let onceInterrupted = Scenario.allCases.flatMap { scenario in
        (0..<45).map { Schedule(scenario: scenario, lengths: [$0], counting: .calls) }
    }
    /// Each is interrupted once, before any of its writes.
    static let twiceInterrupted = Scenario.allCases.flatMap { scenario in
        (0..<6).flatMap { first in
            (0..<6).map { Schedule(scenario: scenario, lengths: [first, $0], counting: .writes) }
        }
    }
    /// Turns of random lengths.
    static let shuffled = Scenario.allCases.flatMap { scenario in
        (1...25).map { seed in
            var random = SeededGenerator(seed: UInt64(seed))
            return Schedule(
                scenario: scenario, lengths: (0..<30).map { _ in Int.random(in: 0...5, using: &random) },
                counting: .calls)
        }
    }

    @Test("end in one correct stack wherever the first one is interrupted", arguments: onceInterrupted)
    func once(_ schedule: Schedule) async throws {
        let run = try await TwoDeploys(schedule)
        #expect(run.outcomes.contains { $0.failures.isEmpty })
        try await run.expectOneCorrectStack()
    }

    @Test("end in one correct stack wherever either is interrupted", arguments: twiceInterrupted)
    func twice(_ schedule: Schedule) async throws {
        let run = try await TwoDeploys(schedule)
        #expect(run.outcomes.contains { $0.failures.isEmpty })
        try await run.expectOneCorrectStack()
    }

    @Test("end in one correct stack for any order of their calls", arguments: shuffled)
    func often(_ schedule: Schedule) async throws {
        try await TwoDeploys(schedule).expectOneCorrectStack()
    }
}

/// The same numbers for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// The outcomes of two parallel deploys.
private struct TwoDeploys {
    let lambda: FakeLambda
    let outcomes: [Outcome]
    private let schedule: TwoDeployersTests.Schedule
    private let folder: TemporaryFolder
    /// What each of them deploys.
    private let programs: [DeployedProgram]

    init(_ schedule: TwoDeployersTests.Schedule) async throws {
        self.schedule = schedule
        lambda = FakeLambda()
        let folder = try TemporaryFolder()
        self.folder = folder
        let bytes = try await TestBinary.bytes(.staticProgram)
        let paths = try (0..<3).map { try folder.write(bytes + [UInt8($0)], as: "program\($0)") }
        let before = DeployedProgram(path: paths[0], memoryMiB: 128)
        let first = DeployedProgram(path: paths[1], memoryMiB: 256)
        let second = schedule.scenario.isSame ? first : DeployedProgram(path: paths[2], memoryMiB: 512)
        programs = [first, second]
        let alone = try AWS.answered(by: lambda, packager: Packager(packageRoot: "/nowhere"))
        if schedule.scenario == .sameOntoAnother || schedule.scenario == .differentOntoAnother {
            _ = try await deploy(before.resources, in: alone)
        }
        outcomes = try await Self.deployAtOnce(
            programs, Turns(schedule.lengths, counting: schedule.counting), lambda)
    }

    private static func deployAtOnce(
        _ programs: [DeployedProgram], _ turns: Turns, _ lambda: FakeLambda
    ) async throws -> [Outcome] {
        try await withThrowingTaskGroup(of: (Int, Result<Outcome, any Error>).self) { group in
            for (deployer, program) in programs.enumerated() {
                group.addTask {
                    let context = try AWS.answered(
                        by: SharedLambda(lambda: lambda, turns: turns, deployer: deployer),
                        packager: Packager(packageRoot: "/nowhere"))
                    let result: Result<Outcome, any Error>
                    do {
                        result = .success(try await deploy(program.resources, in: context))
                    } catch {
                        result = .failure(error)
                    }
                    await turns.finish(deployer)
                    return (deployer, result)
                }
            }
            let results = try await group.reduce(into: []) { $0.append($1) }
            return try results.sorted { $0.0 < $1.0 }.map { try $0.1.get() }
        }
    }

    /// Nothing is lost or duplicated, and another deploy only has to replace the other's description.
    func expectOneCorrectStack() async throws {
        for failure in outcomes.flatMap(\.failures) {
            // If the engine plans again by itself, it stops with an error of its own.
            let cause = String(describing: type(of: failure.cause))
            #expect(["Conflict", "ConcurrentDeployment"].contains(cause), "\(failure)")
        }
        if outcomes.contains(where: \.failures.isEmpty) { expectOpen() }
        expectVersions()
        let alone = try AWS.answered(by: lambda, packager: Packager(packageRoot: "/nowhere"))
        let last = try await deploy(programs[1].resources, in: alone)
        #expect(last.failures.isEmpty)
        expectOpen()
        expectVersions()
        lambda.forgetRequests()
        #expect(try await deploy(programs[1].resources, in: alone).finished.isEmpty)
        #expect(lambda.writes.isEmpty)
    }

    private func expectOpen() {
        #expect(lambda.urls.count == 1)
        #expect(
            lambda.policies["visitor-counter:live"]?.compactMap { $0["Sid"] as? String }.sorted()
                == ["FunctionURLAllowPublicAccess", "FunctionURLInvokeAllowPublicAccess"])
    }

    /// No two versions in a row are the same, and the alias points at one of them.
    private func expectVersions() {
        let versions = lambda.versions["visitor-counter"] ?? []
        let served = versions.map { "\($0["CodeSha256"] ?? ""), \($0["MemorySize"] ?? "") MiB" }
        #expect(zip(served, served.dropFirst()).allSatisfy { $0 != $1 })
        if schedule.scenario.isSame {
            #expect(Set(served).count == served.count)
            #expect(served.count <= (schedule.scenario == .sameOntoNothing ? 1 : 2))
        }
        guard let alias = lambda.aliases["visitor-counter:live"] else { return }
        #expect(versions.contains { $0["Version"] as? String == alias["FunctionVersion"] as? String })
    }
}

/// A program as one of the deployers describes it.
private struct DeployedProgram: Sendable {
    let path: String
    let memoryMiB: Int

    var resources: [any Resource<AWS>] {
        let role = LambdaFixture.role
        let function = Function("visitor-counter", code: .binary(path: path), role: role, memoryMiB: memoryMiB)
        let release = Release(of: function, as: "live")
        return [
            StandingRole(name: role.name), function, release,
            FunctionURL(to: release, access: .everyone, cors: LambdaFixture.cors),
        ]
    }
}
