import Foundation
import Testing

/// A parser of bytes from outside, with what must hold of it whatever it is given.
struct FuzzedParser: Sendable, CustomTestStringConvertible {
    /// As it is named on the command line, and its folder in the corpus.
    let name: String
    /// Parses the bytes, and throws where a property does not hold.
    ///
    /// What the parser refuses is no failure. A trap ends the process.
    let check: @Sendable (_ bytes: [UInt8]) throws -> Void

    var testDescription: String { name }

    /// Every parser whose input this project does not write itself.
    static let all = function + client + logins + deployer + resources + counter
}

/// A property that does not hold for some input.
struct Violation: Error, CustomStringConvertible {
    let description: String
}

/// - Throws: ``Violation`` where `holds` is false.
func always(_ holds: Bool, _ property: @autoclosure () -> String) throws {
    if !holds { throw Violation(description: property()) }
}

/// - Throws: ``Violation`` where the two are not equal.
func same<Value: Equatable>(_ first: Value, _ second: Value, _ property: @autoclosure () -> String) throws {
    if first != second { throw Violation(description: "\(property()):\n  \(first)\n  \(second)") }
}

/// The bytes as text, what is not UTF-8 replaced.
func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
