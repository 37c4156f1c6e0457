import Foundation
import Testing

/// A parser of bytes from outside, with the properties that must hold for any input.
struct FuzzedParser: Sendable, CustomTestStringConvertible {
    /// The name on the command line, and of its folder in the corpus.
    let name: String
    /// Parses the bytes; throws if a property does not hold.
    ///
    /// It is no failure if the parser refuses the input. A trap ends the process.
    let check: @Sendable (_ bytes: [UInt8]) throws -> Void

    var testDescription: String { name }

    /// Every parser whose input this project does not write itself.
    static let all = function + client + logins + deployer + resources + counter
}

/// A property that does not hold for some input.
struct Violation: Error, CustomStringConvertible {
    let description: String
}

/// - Throws: ``Violation`` if `holds` is false.
func always(_ holds: Bool, _ property: @autoclosure () -> String) throws {
    if !holds { throw Violation(description: property()) }
}

/// - Throws: ``Violation`` if the two are not equal.
func same<Value: Equatable>(_ first: Value, _ second: Value, _ property: @autoclosure () -> String) throws {
    if first != second { throw Violation(description: "\(property()):\n  \(first)\n  \(second)") }
}

/// The bytes as text, with invalid UTF-8 replaced.
func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
