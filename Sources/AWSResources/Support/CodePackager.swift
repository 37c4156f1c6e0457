public import Deployer
public import Foundation

/// What a function runs: a program of this package, built when it is needed, or a binary that is there already.
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

/// A function's zip with what is known of it.
public struct DeploymentPackage: Sendable, Equatable {
    /// The zip's bytes; they depend on its content alone.
    public let zip: Data
    /// SHA-256 of the zip in base64, which is how Lambda names a code.
    public let sha256: String
    /// The processor the binary is for, in Lambda's words: `x86_64` or `arm64`.
    public let architecture: String

    /// A zip as a packager makes it.
    public init(zip: Data, sha256: String, architecture: String) {
        self.zip = zip
        self.sha256 = sha256
        self.architecture = architecture
    }
}

/// Makes a function's zip: the one thing that a description needs of this machine.
public protocol CodePackager: Sendable {
    /// Whether it packs the code of the function of that name.
    ///
    /// What it does not pack stays undescribed, so that it is not compared.
    func packs(_ function: String) -> Bool
    /// What the function of that name runs: the binary that was given for it, or else what is described.
    func code(_ described: Code, of function: String) -> Code
    /// The zip of what the function of that name runs.
    ///
    /// - Throws: ``PackageError``, `CancellationError`.
    func package(_ described: Code, of function: String) async throws -> DeploymentPackage
}

/// A function's code cannot be packed as it is: which file or product, why, and what to do.
///
/// Thrown before anything is sent.
public struct PackageError: Error, Sendable, Equatable {
    /// The file, or the product that was to be built.
    public let subject: String
    /// Why it cannot be used, as a sentence.
    public let reason: String
    /// What to do, as a sentence.
    public let advice: String

    /// A refusal of `subject`.
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
