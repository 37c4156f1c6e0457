import AWSResources
import Deployer
import Testing

@Suite("The text of a creation")
struct SchemaTests {
    @Test("shows these properties and leaves out the others, which say little beside them")
    func shown() {
        func shown<R>(_ schema: [Property<R>]) -> [String] { schema.filter { !$0.isDetail }.map(\.name) }
        #expect(
            shown(Table.schema)
                == ["key", "billing", "maxWriteUnits", "deletionProtection", "pointInTimeRecovery"])
        #expect(
            shown(Role.schema)
                == ["permissionsBoundary", "trust", "permissions", "inlinePolicies", "attachedPolicies"])
        #expect(shown(LogGroup.schema) == ["retention"])
        #expect(
            shown(Function.schema) == [
                "code", "architecture", "role", "role.id", "memory", "timeout", "environment", "layers", "description",
                "reservedConcurrency", "lastUpdate", "state", "role.former",
            ])
        #expect(shown(Release.schema) == ["code", "otherVersions"])
        #expect(
            shown(FunctionURL.schema) == [
                "cors.origins", "cors.methods", "cors.headers", "cors.exposeHeaders", "cors.maxAge", "permissions",
            ])
    }
}
