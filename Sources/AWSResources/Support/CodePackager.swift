public import Deployer
public import Foundation

/// A function's code: a program of this package, built when needed, or an existing binary.
public enum Code: Sendable, Hashable {
    /// An executable product of the package that describes the stack.
    case executable(String)
    /// A file on this machine.
    case binary(path: String)
}

extension Code {
    /// The product's name or the file's path.
    package var subject: String {
        switch self {
        case .executable(let product): product
        case .binary(let path): path
        }
    }
}

/// A function's zip and its facts.
public struct DeploymentPackage: Sendable, Equatable {
    /// The zip's bytes; they depend only on its content.
    public let zip: Data
    /// SHA-256 of the zip in base64, which identifies code in Lambda.
    public let sha256: String
    /// The binary's processor, in Lambda's words: `x86_64` or `arm64`.
    public let architecture: String

    /// A package from its parts.
    public init(zip: Data, sha256: String, architecture: String) {
        self.zip = zip
        self.sha256 = sha256
        self.architecture = architecture
    }
}

/// Creates a function's zip: the only part of a description that depends on this machine.
public protocol CodePackager: Sendable {
    /// Whether it packs the code of the function with that name.
    ///
    /// Code that it does not pack is not described, so it is not compared.
    func packs(_ function: String) -> Bool
    /// The code of the function with that name: the binary given for it, or else the described code.
    func code(_ described: Code, of function: String) -> Code
    /// The zip with the code of the function with that name.
    ///
    /// - Throws: ``PackageError``, `CancellationError`.
    func package(_ described: Code, of function: String) async throws -> DeploymentPackage
}

/// A function's code cannot be packed: which file or product, why, and what to do.
///
/// It is thrown before any request is sent.
public struct PackageError: Error, Sendable, Equatable {
    /// The file, or the product to build.
    public let subject: String
    /// The reason, as a sentence.
    public let reason: String
    /// What to do, as a sentence.
    public let advice: String

    /// An error for `subject`.
    public init(_ subject: String, reason: String, advice: String) {
        self.subject = subject
        self.reason = reason
        self.advice = advice
    }
}

extension PackageError: Explainable {
    /// What cannot be packed, why, and what to do.
    public var explanation: Explanation {
        Explanation("the function's code \(subject) cannot be used", why: reason, advice: advice)
    }
}
