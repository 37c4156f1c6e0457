import Foundation
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("The option --function")
struct FunctionBinariesTests {
    private func read(_ values: [String], _ functions: [String]) throws -> [String: String] {
        try FunctionBinaries.read(Arguments(program: "x", lists: ["function": values]), functions: functions)
    }

    @Test(
        "gives a binary to the only function, by its path alone or with its name",
        arguments: [
            ("bin/a", "bin/a"), ("alto=bin/a", "bin/a"), ("alto=a=b=c", "a=b=c"), ("alto==", "="), ("./a=b", "./a=b"),
            ("/tmp/x=y/z", "/tmp/x=y/z"), ("=x", "=x"), ("../alto=x", "../alto=x"), ("a.out=1", "a.out=1"),
            ("alto", "alto"), ("älto=x", "älto=x"), ("alto\u{301}=x", "alto\u{301}=x"),
        ])
    func one(_ value: String, _ path: String) throws {
        #expect(try read([value], ["alto"]) == ["alto": path])
    }

    @Test("gives binaries to the named ones of several functions")
    func several() throws {
        #expect(try read(["bass=b", "alto=./a=1"], ["alto", "bass", "cantus"]) == ["alto": "./a=1", "bass": "b"])
        #expect(try read([], ["alto", "bass"]).isEmpty && read([], []).isEmpty)
    }

    @Test(
        "is refused if the function is ambiguous or unknown, and the error names the functions",
        arguments: [
            (
                ["bin/a"], ["alto", "bass"], "--function bin/a does not say which function the binary is for",
                "alto and bass"
            ),
            (["./alto=x"], ["alto", "bass"], "does not say which function", "alto and bass"),
            (["alto"], ["alto", "bass"], "does not say which function", "alto and bass"),
            (["altos=x"], ["alto", "bass"], #"there is no function "altos""#, "alto and bass"),
            (["ALTO=x"], ["alto", "bass", "cantus"], #"there is no function "ALTO""#, "alto, bass and cantus"),
            (
                ["out=1/a"], ["alto"], #"there is no function "out""#,
                "The stack's one is alto. A path that has a = in it"
            ),
            (["alto="], ["alto"], "--function alto= has no path", "--function alto=PATH"),
            (["alto=x", "alto=y"], ["alto", "bass"], "given twice for alto", "once"),
            (["x", "alto=x"], ["alto"], "given twice for alto", "once"),
            (["x", "y"], ["alto"], "given twice for alto", "once"),
            (["x"], [], "has no meaning here", "no function"),
        ])
    func refused(_ values: [String], _ functions: [String], _ what: String, _ advice: String) {
        let error = #expect(throws: UsageError.self) { try read(values, functions) }
        #expect(error?.explanation.what.contains(what) == true)
        #expect(error?.explanation.advice.contains(advice) == true)
        #expect(error?.explanation.exitCode == .badUsage)
    }

    @Test(
        "without a name is refused by every command that packs, before any request",
        arguments: [["plan"], ["deploy", "--yes"], ["status"], ["package", "--output", "out.zip"]])
    func commands(_ words: [String]) async throws {
        let package = try TestPackage()
        let ending = try await package.run(Choir.self, words[0], words.dropFirst() + ["--function", "bin/singer"])
        #expect(ending.code == .badUsage)
        #expect(ending.sentence.contains("alto-dev and bass-dev"))
        #expect(package.aws.requests.isEmpty)
    }

    /// A stack of two functions whose binaries are described, and do not exist.
    private enum Missing: AWSStack {
        static let name = "missing"
        static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {
            Function("alto", code: .binary(path: "/nowhere/alto"), allows: [])
            Function("bass", code: .binary(path: "/nowhere/bass"), allows: [])
        }
    }

    @Test("are all refused at once where they cannot run, each with its line unless it was typed")
    func missing() async throws {
        let package = try TestPackage()
        let described = try await package.run(Missing.self, "plan")
        #expect(described.error.components(separatedBy: "Error: ").count == 3, "\(described.error)")
        #expect(described.sentence.components(separatedBy: "FunctionBinariesTests.swift:").count == 3)
        let typed = try await package.run(Missing.self, "plan", "--function", "alto=/nowhere/else")
        #expect(typed.sentence.contains("/nowhere/else") && typed.sentence.contains("/nowhere/bass"))
        #expect(typed.sentence.components(separatedBy: "FunctionBinariesTests.swift:").count == 2)
        #expect(package.aws.requests.isEmpty)
    }
}
