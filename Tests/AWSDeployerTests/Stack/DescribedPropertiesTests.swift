// Without `@testable`, as an author's test sees the library.
import AWSResources
import Deployer
import Testing

@Suite("What is described")
struct DescribedPropertiesTests {
    @Test("can be read again, property by property")
    func readable() {
        let table = Table(
            "t", partitionKey: .string("id"), sortKey: .number("at"),
            indexes: [.init("i", partitionKey: .string("by"), sortKey: .number("at"), projects: .only("total"))],
            maxWriteUnits: 3, timeToLive: "expiresAt", stream: .newAndOldImages, deletionProtection: true,
            pointInTimeRecovery: true, tags: ["a": "b"])
        #expect(table.name == "t" && table.maxWriteUnits == 3 && table.deletionProtection && table.pointInTimeRecovery)
        #expect(table.key.partition == .string("id") && table.key.sort == .number("at") && table.billing == .onDemand)

        let index = table.indexes.first
        #expect(index?.name == "i" && index?.partitionKeys == [.string("by")] && index?.sortKeys == [.number("at")])
        #expect(index?.projects == .only("total") && index?.maxWriteUnits == nil && index?.readUnits == nil)
        #expect(table.timeToLive == "expiresAt" && table.stream == .newAndOldImages)

        let logs = LogGroup(for: "f", retention: .days(7))
        #expect(logs.name == "/aws/lambda/f" && logs.retention == .days(7) && logs.tags.isEmpty)

        let limit = "arn:aws:iam::123456789012:policy/limit"
        let role = Role(
            "r", trusts: .lambda, allows: [.update(table, keys: ["k"]), .write(logs)], managedPolicies: [.aws("X")],
            permissionsBoundary: limit, tags: ["a": "b"])
        let mixed = Role("m", trusts: [.lambda, .account("210987654321", externalID: "id")], allows: [.assume(role)])
        #expect(mixed.trusts.services == ["lambda.amazonaws.com"] && mixed.subjects == [role.id])
        #expect(mixed.trusts.identities.map(\.name) == [.account("210987654321")])
        #expect(mixed.trusts.identities.map(\.externalID) == ["id"])
        #expect(role.managedPolicies == [.aws("X")])
        #expect(role.trusts == .lambda && role.permissionsBoundary == limit && role.tags == ["a": "b"])
        #expect(
            role.allows.map(\.actions) == [["dynamodb:UpdateItem"], ["logs:CreateLogStream", "logs:PutLogEvents"]])
        #expect(role.allows.first?.keys == ["k"] && role.allows.first?.resource?.id == table.id)

        let function = Function(
            "f", code: .executable("F"), role: role, memoryMiB: 256, timeoutSeconds: 20, environment: ["A": "b"],
            architecture: .arm64, reservedConcurrency: 5, layers: ["l"], ephemeralStorageMiB: 600, tracing: .active,
            description: "does it", tags: ["a": "b"])
        #expect(function.layers == ["l"] && function.ephemeralStorageMiB == 600 && function.tracing == .active)
        #expect(function.code == .executable("F") && function.role == "r" && function.memoryMiB == 256)
        #expect(function.timeoutSeconds == 20 && function.environment == ["A": "b"] && function.architecture == .arm64)
        #expect(function.reservedConcurrency == 5 && function.description == "does it" && function.tags == ["a": "b"])

        let release = Release(of: function, as: "live")
        #expect(release.function.name == "f" && release.alias == "live")
        let cors = CORS(origins: ["https://a.example"])
        let url = FunctionURL(to: release, access: .signed, cors: cors)
        #expect(url.function == "f" && url.alias == "live" && url.access == .signed && url.describedCORS == cors)
        #expect(FunctionURL(to: release, access: .everyone).access == .everyone)
    }
}
