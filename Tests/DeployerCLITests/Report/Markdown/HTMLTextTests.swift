import Testing

@testable import Deployer
@testable import DeployerCLI

@Suite("Text in markup")
struct HTMLTextTests {
    @Test("has references for HTML's special characters, even with combining characters next to them")
    func references() {
        #expect(HTMLText.escaped("<\u{301}\u{D4E}>&\"'") == "&lt;\u{301}\u{D4E}&gt;&amp;&quot;&#39;")
    }

    @Test("leaves every other character as it is", arguments: ["", "a b", "é–😀", "\u{0}\n"])
    func untouched(_ text: String) { #expect(HTMLText.escaped(text) == text) }
}
