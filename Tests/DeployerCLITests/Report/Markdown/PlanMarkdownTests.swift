import Testing

@testable import Deployer
@testable import DeployerCLI
@testable import DeployerTestSupport

@Suite("A plan as Markdown")
struct PlanMarkdownTests {
    /// A name with which someone might try to break out of the place where it is shown.
    private static let hostile =
        "``` `x` ```` | <img src=x onerror=alert(1)> </details> @everyone #1 [a](http://evil)\n```\n# big\u{202E}\u{1B}[31m"
        + "`\u{301}` \u{D4E}`` \u{D4E}<img src=y> @`\u{301}"

    private func text(_ plan: Plan, isRemoval: Bool = false) -> String {
        PlanMarkdown(plan: plan, isRemoval: isRemoval).text()
    }

    @Test("shows the totals, a line for each change, its properties as a folded diff, and unchanged resources folded")
    func drifted() {
        #expect(
            text(SamplePlan.drifted) == """
                ### Plan for `visitor-counter` · `prod`

                3 to change · 2 unchanged · 0 to create · 0 to destroy

                Account `123456789012`, region `eu-west-1`, as `ci-deployer`

                ```diff
                ! role UpdateVisitorCount-role
                ! function visitor-counter · no downtime
                ! url visitor-counter:live · PUBLIC
                ```

                <details><summary><code>role UpdateVisitorCount-role</code></summary>

                ```diff
                - policy: dynamodb:* on *
                + policy: dynamodb:UpdateItem on table/VisitorCount
                ```

                </details>

                <details><summary><code>function visitor-counter</code></summary>

                ```diff
                - memory: 128 MiB
                + memory: 256 MiB
                + environment.PAGES: main_page,about
                - environment.TOKEN: (hidden)
                ```

                </details>

                <details><summary><code>url visitor-counter:live</code></summary>

                ```diff
                + cors.origins: https://b.example
                - cors.methods: GET, HEAD
                + cors.methods: HEAD, GET
                ```

                </details>

                <details><summary>2 unchanged</summary>

                ```
                table VisitorCount · protected, PITR on
                logGroup /aws/lambda/visitor-counter · 14 days
                ```

                </details>

                """)
    }

    @Test("shows what a creation sets, except empty values, and hides hidden ones")
    func fresh() {
        let shown = text(SamplePlan.fresh)
        #expect(shown.contains("\n+ table VisitorCount\n+ function visitor-counter · PUBLIC\n"))
        #expect(shown.contains("\n+ deletionProtection: on\n") && !shown.contains("sortKey"))
        #expect(shown.contains("\n+ environment.TOKEN: (hidden)\n"))
    }

    @Test("uses the singular and the plural of a unit")
    func units() {
        let change = Change("retention", from: .number(1), to: .number(2), unit: "days")
        let shown = text(SamplePlan.plan([Step(ResourceID(kind: "logGroup", name: "L"), .update, changes: [change])]))
        #expect(shown.contains("\n- retention: 1 day\n+ retention: 2 days\n"))
    }

    @Test("is one line if nothing changes")
    func unchanged() {
        let still = SamplePlan.plan([Step(ResourceID(kind: "table", name: "T"), .none)])
        #expect(text(still) == "`visitor-counter` · `prod`: No changes. Everything is as described.\n")
        #expect(text(still, isRemoval: true) == "`visitor-counter` · `prod`: Nothing to remove.\n")
    }

    @Test("says that a removal is one, and what is lost")
    func removal() {
        let plan = SamplePlan.plan([
            Step(ResourceID(kind: "table", name: "T"), .delete, remarks: ["its data is lost"])
        ])
        let shown = text(plan, isRemoval: true)
        #expect(shown.hasPrefix("### Plan to remove `visitor-counter` · `prod`\n"))
        #expect(shown.contains("```diff\n- table T · its data is lost\n```"))
        #expect(!shown.contains("<details>"))
    }

    @Test("shows text from outside only as text")
    func hostileText() {
        let (from, to) = (Value.text(Self.hostile + "1"), Value.list([.text(Self.hostile)]))
        let plan = Plan(
            stack: Self.hostile, stage: Self.hostile,
            location: Location(account: Self.hostile, region: Self.hostile, identity: Self.hostile),
            steps: [
                Step(
                    ResourceID(kind: Self.hostile, name: Self.hostile), .update,
                    changes: [
                        Change(Self.hostile, from: from, to: .text("x"), unit: Self.hostile),
                        Change("labels", from: .none, to: to),
                    ], remarks: [Self.hostile]),
                Step(
                    ResourceID(kind: "table", name: Self.hostile), .none, summary: Self.hostile, settling: Self.hostile),
            ])
        expectHarmless(text(plan))
        expectHarmless(text(plan, isRemoval: true))
        expectHarmless(
            ResultMarkdown.failed(
                [Line(Self.hostile), Line("```"), Line("@everyone")], isInterrupted: false,
                outputs: [Output(Self.hostile, Self.hostile)]))
        expectHarmless(
            ResultMarkdown.done(
                [Line("Deployed.")], outputs: [Output("url", "https://a/<script>@everyone", isAddress: true)]))
        expectHarmless(Markdown.planMarker(program: "counter", stage: "--> <img> @everyone"))
    }

    @Test("encloses a backtick, even with combining characters next to it")
    func ticks() {
        #expect(Markdown.code("`\u{301}") == "`` `\u{301} ``")
        #expect(Markdown.code("a\u{D4E}`") == "`` a\u{D4E}` ``")
        #expect(Markdown.code("\u{D4E}``b") == "```\u{D4E}``b```")
    }

    /// Checks that outside of code, as GitHub reads it, there are only the program's own words.
    private func expectHarmless(_ markdown: String) {
        #expect(markdown.unicodeScalars.allSatisfy { $0 == "\n" || ($0 != "\u{1B}" && $0 != "\u{202E}" && $0 != "\r") })
        var fence: String?
        // A reader of Markdown sees scalars, not characters of several scalars.
        let seen = String(String.UnicodeScalarView(markdown.unicodeScalars.map { $0.isASCII ? $0 : "x" }))
        for line in seen.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            let ticks = String(line.prefix { $0 == "`" })
            if let open = fence {
                if line.allSatisfy({ $0 == "`" }), ticks.count >= open.count { fence = nil }
            } else if ticks.count >= 3, !line.dropFirst(ticks.count).contains("`") {
                fence = ticks
            } else {
                let prose = withoutCode(line)
                for sign in ["@", "<img", "<script", "[a]", "# big", "evil", "|", "#1"] {
                    #expect(!prose.contains(sign), "\(prose)")
                }
            }
        }
        #expect(fence == nil, "a block of code has no end")
    }

    /// A line without its code spans (CommonMark 6.1), its `<code>` elements and its comments.
    private func withoutCode(_ line: String) -> String {
        var rest = line[...]
        var prose = ""
        while let next = rest.first {
            let run = rest.prefix { $0 == "`" }
            if !run.isEmpty {
                rest = rest.dropFirst(run.count)
                var search = rest
                var end: Substring?
                while !search.isEmpty {
                    let gap = search.prefix { $0 != "`" }
                    let closing = search.dropFirst(gap.count).prefix { $0 == "`" }
                    search = search.dropFirst(gap.count + closing.count)
                    if closing.count == run.count {
                        end = search
                        break
                    }
                }
                if let end { rest = end } else { prose += run }
            } else if rest.hasPrefix("<code>"), let end = rest.firstRange(of: "</code>") {
                let inside = rest[..<end.lowerBound].dropFirst("<code>".count)
                #expect(!inside.contains("<") && !inside.contains(">"))
                rest = rest[end.upperBound...]
            } else if rest.hasPrefix("<!--"), let end = rest.firstRange(of: "-->") {
                rest = rest[end.upperBound...]
            } else {
                prose.append(next)
                rest = rest.dropFirst()
            }
        }
        return prose
    }

    @Test(
        "is never longer than a comment may be: it leaves out whole resources, and says how many",
        arguments: [(resources: 1500, words: 1), (resources: 300, words: 40), (resources: 300, words: 400)])
    func bounded(_ resources: Int, _ words: Int) {
        let long = String(repeating: "word ", count: words)
        let steps = (0..<resources).map {
            Step(
                ResourceID(kind: "table", name: "T\($0)"), .update,
                changes: [Change("text", from: .text("\(long)a"), to: .text("\(long)b"))],
                remarks: [String(repeating: "remark ", count: 20)])
        }
        let shown = text(SamplePlan.plan(steps))
        #expect(shown.utf8.count <= 65_536)
        #expect(shown.contains(/\n# and [0-9]+ more\n```\n/))
        #expect(shown.contains(/\nThe details of [0-9]+ more are too long to be shown here\.\n$/))
        let lines = shown.split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("<details>") } == lines.count { $0 == "</details>" })
    }

    @Test("a failure with a long text is bounded as well")
    func boundedFailure() {
        let lines = (0..<4_000).map { Line("line \($0)") }
        let outputs = (0..<4_000).map { Output("table", "T\($0)") }
        let shown = ResultMarkdown.failed(lines, isInterrupted: true, outputs: outputs)
        #expect(shown.utf8.count <= 65_536 && shown.hasPrefix("### Interrupted\n"))
        #expect(shown.contains("more lines are too long to be shown here."))
    }

    @Test("a result says what was done, with an address that can be clicked")
    func result() {
        let outputs = [Output("url", "https://a.lambda-url.eu-west-1.on.aws/", isAddress: true), Output("table", "T")]
        #expect(
            ResultMarkdown.done([Line("Deployed: 6 created.")], outputs: outputs) == """
                **Deployed: 6 created.**

                - `url`: <https://a.lambda-url.eu-west-1.on.aws/>
                - `table`: `T`

                """)
    }
}
