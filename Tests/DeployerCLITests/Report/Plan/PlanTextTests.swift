import Testing

@testable import Deployer
@testable import DeployerCLI
@testable import DeployerTestSupport

@Suite("A plan as text")
struct PlanTextTests {
    private func text(_ plan: Plan, width: Int = 80) -> String {
        PlanText(plan: plan, width: width).lines.map(\.text).joined(separator: "\n")
    }

    private func changes(_ changes: [Change], width: Int = 80) -> [String] {
        ChangeText(width: width).lines(changes).map(\.text)
    }

    @Test("shows each resource on a line with its changes below")
    func drifted() {
        #expect(
            text(SamplePlan.drifted) == """
                visitor-counter · prod · 123456789012 · eu-west-1 · as ci-deployer
                  = table     VisitorCount                 protected, PITR on
                  ~ role      UpdateVisitorCount-role
                      policy  - dynamodb:* on *
                              + dynamodb:UpdateItem on table/VisitorCount
                  ~ function  visitor-counter              no downtime
                      memory             128 → 256 MiB
                      environment.PAGES  + main_page,about
                      environment.TOKEN  - (hidden)
                  ~ url       visitor-counter:live         PUBLIC
                      cors.origins  + https://b.example
                      cors.methods  - GET, HEAD
                                    + HEAD, GET
                  = logGroup  /aws/lambda/visitor-counter  14 days
                3 to change · 2 unchanged · 0 to create · 0 to destroy
                """)
    }

    @Test("shows what a creation sets, several properties on a line, except empty ones")
    func fresh() {
        #expect(
            text(SamplePlan.fresh) == """
                visitor-counter · prod · 123456789012 · eu-west-1 · as ci-deployer
                  + table     VisitorCount
                      partitionKey id (string) · billing on demand · deletionProtection on
                      tags.deployer:stack visitor-counter
                  + function  visitor-counter  PUBLIC
                      memory 128 MiB · code 9f3a41bc… · environment.TOKEN (hidden)
                0 to change · 0 unchanged · 2 to create · 0 to destroy
                """)
    }

    @Test("puts text below that has no room beside, on a narrow terminal")
    func narrow() {
        #expect(
            text(SamplePlan.drifted, width: 40) == """
                visitor-counter · prod · 123456789012
                eu-west-1 · as ci-deployer
                  = table     VisitorCount
                      protected, PITR on
                  ~ role      UpdateVisitorCount-role
                      policy  - dynamodb:* on *
                              + dynamodb:UpdateItem on
                                table/VisitorCount
                  ~ function  visitor-counter
                      no downtime
                      memory         128 → 256 MiB
                      environment.PAGES
                        + main_page,about
                      environment.TOKEN
                        - (hidden)
                  ~ url       visitor-counter:live
                      PUBLIC
                      cors.origins  + https://b.example
                      cors.methods  - GET, HEAD
                                    + HEAD, GET
                  = logGroup  /aws/lambda/visitor-counter
                      14 days
                3 to change · 2 unchanged · 0 to create
                0 to destroy
                """)
    }

    @Test("says that nothing changes")
    func unchanged() {
        let plan = SamplePlan.plan([Step(ResourceID(kind: "logGroup", name: "a"), .none, summary: "14 days")])
        #expect(text(plan).hasSuffix("  = logGroup  a  14 days\nNo changes. Everything is as described."))
    }

    @Test("says what is still settling, and does not say that it is as described")
    func settling() {
        let plan = SamplePlan.plan([Step(ResourceID(kind: "table", name: "a"), .none, settling: "CREATING")])
        #expect(text(plan).hasSuffix("  = table  a  still settling: CREATING\nNo changes to make."))
    }

    @Test("never has a line longer than the width, except for a single long word", arguments: [80, 60, 44])
    func width(_ width: Int) {
        let words = Array(repeating: "some words", count: 40).joined(separator: " ")
        let steps = [
            Step(
                ResourceID(kind: "table", name: "a"), .update,
                changes: [
                    Change("description", from: .text(words), to: .text(words + " more")),
                    Change("list", from: .list([.text(words)]), to: .list([.number(1)])),
                    Change("a.very.long.property.name.indeed", from: .number(1), to: .text(words)),
                ], remarks: [words]),
            Step(ResourceID(kind: "table", name: "b"), .create, changes: [Change("x", from: .none, to: .text(words))]),
            Step(ResourceID(kind: "table", name: "c"), .none, summary: words),
        ]
        for plan in [SamplePlan.drifted, SamplePlan.fresh, SamplePlan.plan(steps)] {
            for line in PlanText(plan: plan, width: width).lines { #expect(Printable.columns(line.text) <= width) }
        }
    }

    @Test("shows two long values one below the other")
    func longValues() {
        let long = "https://a.example/some/long/path/of/forty"
        #expect(
            changes([Change("u", from: .text(long), to: .text(long + "/two"))], width: 60) == [
                "      u  - \(long)", "         + \(long)/two",
            ])
    }

    @Test("distinguishes two hashes with the same beginning")
    func hashes() {
        let (a, b) = (String(repeating: "a", count: 63) + "0", String(repeating: "a", count: 63) + "1")
        #expect(changes([Change("code", from: .text(a), to: .text(b))], width: 200) == ["      code  \(a) → \(b)"])
        let other = String(repeating: "b", count: 64)
        #expect(changes([Change("code", from: .text(a), to: .text(other))]) == ["      code  aaaaaaaa… → bbbbbbbb…"])
    }

    @Test("spells out two texts that look the same")
    func lookingTheSame() {
        let change = Change("p", from: .text("cafe\u{301}\n"), to: .text("caf\u{E9}\n"))
        #expect(changes([change]) == ["      p  cafe\\u{301}\\n → caf\\u{e9}\\n"])
    }

    @Test("shows values as people write them")
    func values() {
        #expect(changes([Change("p", from: .flag(true), to: .flag(false))]) == ["      p  on → off"])
        #expect(changes([Change("p", from: .text(""), to: .text("a "))]) == ["      p  \"\" → \"a \""])
        #expect(changes([Change("p", from: .number(7), to: .none, unit: "days")]) == ["      p  - 7 days"])
    }

    @Test("does not let a value control the terminal")
    func escapes() {
        let plan = SamplePlan.plan([
            Step(
                ResourceID(kind: "table", name: "a\u{1B}[2J"), .update,
                changes: [Change("tags.x\u{7}", from: .text("\u{202E}evil\n\u{9B}31m"), to: .list([.text("\r")]))],
                remarks: ["\u{1B}]0;title\u{7}"])
        ])
        let text = text(plan)
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !($0.value < 32 || (127..<160).contains($0.value)) })
        #expect(text.contains("a\\u{1b}[2J") && text.contains("\\u{202e}evil\\n\\u{9b}31m"))
    }

    @Test("has colours only if they are allowed")
    func colours() {
        let line = Line("+ a", .green)
        #expect(line.rendered(colours: false) == "+ a")
        #expect(line.rendered(colours: true) == "\u{1B}[32m+ a\u{1B}[0m")
    }
}
