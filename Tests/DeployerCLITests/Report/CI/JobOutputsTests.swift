import Testing

@testable import Deployer
@testable import DeployerCLI

@Suite("What a job learns")
struct JobOutputsTests {
    private func facts(_ outputs: [Output] = [], hasChanges: Bool? = true) -> JobOutputs {
        JobOutputs(result: .applied, hasChanges: hasChanges, outputs: outputs)
    }

    @Test("is one line for each value, for GitHub")
    func github() {
        let text = facts([Output("url", "https://a/?b=c", isAddress: true), Output("logGroup", "/aws/lambda/x")])
            .forGitHub(
                delimiter: "end")
        #expect(text == "result=applied\nhas-changes=true\nurl=https://a/?b=c\nlogGroup=/aws/lambda/x\n")
        #expect(facts(hasChanges: nil).forGitHub(delimiter: "end") == "result=applied\n")
    }

    @Test(
        "a value of several lines cannot become another output for GitHub",
        arguments: ["a\nresult=failed", "a\r\nb", "\n", "a\rb"])
    func lines(_ value: String) {
        let text = facts([Output("url", value)]).forGitHub(delimiter: "end-1")
        #expect(text == "result=applied\nhas-changes=true\nurl<<end-1\n\(value)\nend-1\n")
    }

    @Test("names can be used in a workflow, and differ")
    func names() {
        let outputs = [
            Output("table", "A"), Output("Table", "B"), Output("table", "C"), Output("a b=c<<d\ne", "D"),
            Output("1st", "E"), Output("result", "failed"), Output("é", "F"), Output("", "G"),
        ]
        #expect(
            facts(outputs).forGitHub(delimiter: "end").split(separator: "\n") == [
                "result=applied", "has-changes=true", "table=A", "Table_2=B", "table_3=C", "a_b_c__d_e=D", "_1st=E",
                "result_2=failed", "_=F", "__2=G",
            ])
    }

    @Test("is one line for each value, for GitLab, under names with the program's prefix")
    func gitlab() {
        let outputs = [
            Output("url", "https://a/?b=c", isAddress: true), Output("logGroup", "/aws/lambda/x"),
            Output("httpAPI", "y"),
        ]
        let (text, leftOut) = facts(outputs).forGitLab(prefix: "my-counter")
        #expect(
            text == """
                MY_COUNTER_RESULT=applied
                MY_COUNTER_HAS_CHANGES=true
                MY_COUNTER_URL=https://a/?b=c
                MY_COUNTER_LOG_GROUP=/aws/lambda/x
                MY_COUNTER_HTTP_API=y

                """)
        #expect(leftOut == [])
    }

    @Test(
        "a value that GitLab would change is left out and named",
        arguments: ["a\nX=1", "a\r", " a", "a ", "$CI_JOB_TOKEN", "\u{D4E}$A", " \u{301}a", "a\u{0}b", "a\u{85}b"])
    func leftOut(_ value: String) {
        let (text, leftOut) = facts([Output("url", value), Output("table", "T")]).forGitLab(prefix: "counter")
        #expect(text == "COUNTER_RESULT=applied\nCOUNTER_HAS_CHANGES=true\nCOUNTER_TABLE=T\n")
        #expect(leftOut == ["COUNTER_URL"])
    }

    @Test("an environment's empty variable names no file")
    func environment() {
        let files = JobFiles(environment: ["GITHUB_OUTPUT": "", "GITHUB_STEP_SUMMARY": "/tmp/s"])
        #expect(files == JobFiles(summary: "/tmp/s", outputs: nil))
    }
}
