import Foundation
import Testing

@testable import AWSClient

@Suite("A path of AWS's tools")
struct PathExpansionTests {
    private let environment = ["HOME": "/home/ann/", "A_1": "x", "EMPTY": "", "TWICE": "$A_1", "odd name": "y"]

    @Test(
        "has its variables and home folder expanded as in Python",
        arguments: [
            ("/etc/aws", "/etc/aws"), ("", ""), ("~", "/home/ann"), ("~/.aws/config", "/home/ann/.aws/config"),
            ("$HOME/.aws", "/home/ann//.aws"), ("${HOME}c", "/home/ann/c"), ("$A_1/b", "x/b"), ("$A_1b", "$A_1b"),
            ("${A_1}b", "xb"), ("a$EMPTY/b", "a/b"), ("$TWICE", "$A_1"), ("${odd name}", "y"), ("$", "$"),
            ("a$$A_1", "a$x"),
            ("${A_1", "${A_1"), ("${}", "${}"), ("$NOWHERE/a$A_1", "$NOWHERE/ax"), ("a/~", "a/~"), ("$A_1~", "x~"),
            ("~nobody-of-that-name/c", "~nobody-of-that-name/c"), ("~\u{301}/c", "~\u{301}/c"), ("$é", "$é"),
        ])
    func replaced(path: String, expanded: String) {
        #expect(PathExpansion.expanded(path, environment: environment) == expanded)
    }

    @Test("uses the password database without HOME, or for another account")
    func passwordDatabase() throws {
        let home = try #require(getpwuid(getuid())?.pointee.pw_dir).withMemoryRebound(to: CChar.self, capacity: 1) {
            String(cString: $0)
        }
        #expect(PathExpansion.expanded("~/c", environment: [:]) == "\(home)/c")
        #expect(PathExpansion.expanded("~/c", environment: ["HOME": ""]) == "\(home)/c")
        let name = String(cString: try #require(getpwuid(getuid())?.pointee.pw_name))
        #expect(PathExpansion.expanded("~\(name)/c", environment: environment) == "\(home)/c")
        #expect(PathExpansion.expanded("~root", environment: [:]).hasPrefix("/"))
    }
}
