import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A reserved concurrency")
struct ReservedConcurrencyTests {
    private func fixture(all: Int = 1000, ofOthers: Int = 0) async throws -> LambdaFixture {
        let fixture = try await LambdaFixture()
        fixture.lambda.concurrency = (all, ofOthers)
        return fixture
    }

    private func function(of fixture: LambdaFixture, reserving count: Int?) -> Function {
        var function = fixture.function
        function.reservedConcurrency = count
        return function
    }

    @Test("is set, changed and removed by one request each, and then has no differences")
    func life() async throws {
        let fixture = try await fixture()
        try await fixture.deploy()
        for (count, write) in [
            (5, "PutFunctionConcurrency"), (7, "PutFunctionConcurrency"), (nil, "DeleteFunctionConcurrency"),
        ] {
            let function = function(of: fixture, reserving: count)
            #expect(try await reconcile(function, in: fixture.context) == [["reservedConcurrency"]])
            #expect(fixture.lambda.writes == [write] && fixture.lambda.reserved["visitor-counter"] == count)
            #expect(try await reconcile(function, in: fixture.context) == [])
            fixture.lambda.forgetRequests()
        }
    }

    @Test("is set in the round after the creation")
    func creation() async throws {
        let fixture = try await fixture()
        let rounds = try await reconcile(function(of: fixture, reserving: 5), in: fixture.context)
        #expect(rounds == [["created"], ["reservedConcurrency"]])
        #expect(fixture.lambda.writes == ["CreateFunction", "PutFunctionConcurrency"])
    }

    @Test("costs a plan one parallel request, and none if none is described")
    func requests() async throws {
        let fixture = try await fixture()
        fixture.lambda.reserved["visitor-counter"] = 5
        let usual = ["GetFunction", "GetPolicy", "GetRole", "ListTags"]
        for (count, more) in [(5, ["GetAccountSettings"]), (nil, []), (0, [])] {
            _ = try await DeclaredOperations.running(Function.self) {
                let function = function(of: fixture, reserving: count)
                _ = try await function.prepared(in: fixture.context)
                _ = try? await function.observe(in: fixture.context)
            }
            #expect(fixture.lambda.requests.sorted() == (usual + more).sorted())
            fixture.lambda.forgetRequests()
        }
    }

    /// The quota, the reservations of others and of the function, the described one, and the largest possible one.
    @Test(
        "is refused before any change if the account has too little besides the part that AWS keeps",
        arguments: [
            (1000, 0, nil, 901, 900), (1000, 850, nil, 51, 50), (1000, 890, 10, 21, 10), (1000, 890, 15, 21, 10),
            (10, 0, nil, 1, 0), (50, 0, nil, 1, 0), (100, 0, nil, 1, 0), (101, 0, nil, 2, 1), (0, 0, nil, 1, 0),
        ] as [(Int, Int, Int?, Int, Int)])
    func shortage(_ all: Int, _ ofOthers: Int, _ own: Int?, _ wanted: Int, _ reservable: Int) async throws {
        let fixture = try await fixture(all: all, ofOthers: ofOthers)
        try await fixture.deploy()
        fixture.lambda.reserved["visitor-counter"] = own
        let error = await #expect(throws: ConcurrencyShortage.self) {
            try await reconcile(function(of: fixture, reserving: wanted), in: fixture.context)
        }
        #expect(fixture.lambda.writes.isEmpty)
        let text = try #require(error).explanation
        #expect(text.what == "the account has too little concurrency to reserve \(wanted) for function visitor-counter")
        #expect(text.why.contains("It may run \(all) calls at once in eu-west-1"))
        #expect(text.why.contains(reservable == 0 ? "nothing can be reserved" : ": \(reservable) at most can"))
        // AWS accepts it with the quota that the advice names.
        let words = text.advice.split(separator: " ")
        let place = try #require(words.firstIndex(of: "--desired-value"))
        fixture.lambda.concurrency.all = try #require(Int(words[place + 1]))
        let limited = function(of: fixture, reserving: wanted)
        #expect(try await reconcile(limited, in: fixture.context) == [["reservedConcurrency"]])
    }

    @Test(
        "is accepted if the account has exactly enough, or if the function already has it",
        arguments: [
            (1000, 0, nil, 900), (1000, 850, nil, 50), (101, 0, nil, 1), (1000, 890, 10, 10), (1000, 895, 10, 7),
            (10, 0, nil, 0),
        ] as [(Int, Int, Int?, Int)])
    func enough(_ all: Int, _ ofOthers: Int, _ own: Int?, _ wanted: Int) async throws {
        let fixture = try await fixture(all: all, ofOthers: ofOthers)
        try await fixture.deploy()
        fixture.lambda.reserved["visitor-counter"] = own
        _ = try await reconcile(function(of: fixture, reserving: wanted), in: fixture.context)
        #expect(fixture.lambda.reserved["visitor-counter"] == wanted)
    }

    @Test("is computed without overflow for any number from AWS", arguments: [Int.min, -1, 0, .max])
    func anyNumbers(_ number: Int) {
        let account = AccountConcurrency(all: number, unreserved: number)
        let shortage = ConcurrencyShortage(
            function: ResourceID(kind: "function", name: "f"), wanted: .max, own: number, account: account,
            region: "eu-west-1")
        #expect(shortage.explanation.why.contains("reserved"))
        #expect((0...2_000_000_000).contains(account.reservable(besides: number)))
    }

    @Test("is not checked if nothing is deployed, so that status shows what exists")
    func status() async throws {
        let fixture = try await fixture(all: 10)
        let function = function(of: fixture, reserving: 5)
        let context = try AWS.answered(by: fixture.lambda)
        _ = try await DeclaredOperations.running(Function.self) { try await function.prepared(in: context) }
        #expect(fixture.lambda.requests == [])
    }

    @Test("that someone set to 0 is removed by the next deploy, and the plan says so")
    func switchedOff() {
        let function = Function("f", code: .executable("X"), role: LambdaFixture.role)
        func remarks(_ from: Value, _ to: Value) -> [String] {
            function.remarks(on: [Change("reservedConcurrency", from: from, to: to)])
        }
        #expect(remarks(.number(0), .none) == ["runs again, which someone has switched off"])
        #expect(remarks(.number(0), .number(5)) == ["runs again, which someone has switched off"])
        #expect(remarks(.number(5), .none) == ["no longer limited but by the account"])
        #expect(remarks(.none, .number(5)) == [] && remarks(.number(3), .number(5)) == [])
    }
}
