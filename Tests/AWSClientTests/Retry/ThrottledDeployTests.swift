import Foundation
import Synchronization
import Testing

@testable import AWSClient

/// Pseudo-random numbers from a seed (SplitMix64, <https://prng.di.unimi.it/splitmix64.c>).
private final class SeededChance: Sendable {
    private let state: Mutex<UInt64>

    init(_ seed: UInt64) { state = Mutex(seed) }

    /// From 0 to 1.
    func next() -> Double {
        state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return Double((z ^ (z >> 31)) >> 11) / Double(1 << 53)
        }
    }
}

/// An overloaded AWS: each response takes 200 ms, and some requests are throttled at random.
private struct BadDay: Transport {
    let clock: TestClock
    let chance: SeededChance
    let throttled: Double

    func send(_ request: HTTPRequest) -> HTTPResponse {
        clock.pass(.milliseconds(200))
        return chance.next() < throttled ? HTTPResponse(429) : HTTPResponse(200, "{}")
    }
}

@Suite("A deploy that is throttled")
struct ThrottledDeployTests {
    /// Sends requests one after the other; returns the time by the test's clock.
    private func deploy(_ environment: [String: String] = [:], throttled: Double, seed: UInt64) async throws -> Duration
    {
        let chance = SeededChance(seed)
        let clock = TestClock(jitter: { chance.next() })
        let connection = try await AWSConnection(
            environment: environment.merging(
                ["AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "s", "HOME": "/nowhere"]) { $1 },
            region: "eu-west-1", transport: BadDay(clock: clock, chance: chance, throttled: throttled),
            clock: clock.clock)
        let client = connection.client(for: .lambda)
        for index in 1...100 {
            // Alternates reads and writes: a throttled write was not carried out.
            let operation = index.isMultiple(of: 2) ? TestOperation.listTags : TestOperation.untag
            let _: NoOutput = try await client.call(operation, path: ["Resource": "x"])
        }
        return clock.uptime
    }

    @Test(
        "in every fifth request never fails, and ends within two minutes", arguments: 1...50 as ClosedRange<UInt64>
    )
    func everyFifth(seed: UInt64) async throws {
        // A hundred requests of 200 ms take 20 seconds. Some 25 are sent again, which takes 5 seconds, after waits of
        // 20 to 30 seconds in total; the limit of four a second adds a few.
        let time = try await deploy(throttled: 0.2, seed: seed)
        #expect(time < .seconds(120))
    }

    @Test("in every third request never fails", arguments: 1...20 as ClosedRange<UInt64>)
    func everyThird(seed: UInt64) async throws {
        let time = try await deploy(throttled: 0.33, seed: seed)
        #expect(time < .seconds(300))
    }

    @Test("in every other request fails in AWS's standard mode, which gives up after three attempts")
    func standard() async throws {
        await #expect(throws: ServiceError.self) {
            _ = try await deploy(["AWS_RETRY_MODE": "standard"], throttled: 0.5, seed: 1)
        }
    }

    @Test("is slowed down for all clients of the service, and of no other service")
    func together() async throws {
        let clock = TestClock()
        let transport = ScriptedTransport(
            [HTTPResponse(429)] + Array(repeating: HTTPResponse(200, "{}"), count: 20))
        let connection = try await AWSConnection(
            environment: ["AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "s", "HOME": "/nowhere"],
            region: "eu-west-1",
            transport: transport, clock: clock.clock)
        func ask(_ service: Service) async throws {
            let operation = service == .lambda ? TestOperation.listTags : TestOperation.describeTable
            if service == .lambda {
                let _: NoOutput = try await connection.client(for: service).call(operation, path: ["Resource": "x"])
            } else {
                let _: NoOutput = try await connection.client(for: service).call(operation, ["a": "b"])
            }
        }
        try await ask(.lambda)
        let before = clock.slept.count
        for _ in 1...5 { try await ask(.dynamoDB) }
        #expect(clock.slept.count == before)
        for _ in 1...5 { try await ask(.lambda) }
        #expect(clock.slept.count > before)
        #expect(clock.slept.dropFirst(before).allSatisfy { $0 <= .milliseconds(250) })
    }
}
