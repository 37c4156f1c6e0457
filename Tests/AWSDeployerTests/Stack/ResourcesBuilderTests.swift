import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import Deployer
@testable import DeployerCLI

@Suite("The resources of a stack")
struct ResourcesBuilderTests {
    private enum Stack: AWSStack {
        static let name = "built"

        static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {
            let first = Table("first", partitionKey: .string("id"))
            first
            if stage.isProduction { LogGroup("audit") }
            if stage.name == "dev" {
                LogGroup("dev")
            } else {
                LogGroup("other")
            }
            for number in 1...2 { LogGroup("part-\(number)") }
            [LogGroup("listed"), Table("listed", partitionKey: .string("id"))]
        }
    }

    private enum Empty: AWSStack {
        static let name = "empty"
        static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {}
    }

    @Test("are listed line by line, in their order, with conditions and loops")
    func lines() {
        func names(_ stage: String) -> [String] {
            Stack.resources(Stage(name: stage, settings: NoSettings())).map { "\($0.id)" }
        }
        let end = ["logGroup part-1", "logGroup part-2", "logGroup listed", "table listed"]
        #expect(names("dev") == ["table first", "logGroup dev"] + end)
        #expect(names("prod") == ["table first", "logGroup audit", "logGroup other"] + end)
        #expect(Empty.resources(Stage(name: "dev", settings: NoSettings())).isEmpty)
    }
}
