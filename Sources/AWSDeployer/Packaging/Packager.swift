import AWSResources
import AWSSigning
import Foundation

/// Builds executables fully static, checks them, and zips them; each code once, however many ask.
public actor Packager: CodePackager {
    /// The largest zip that Lambda takes in a request.
    static let zipLimitBytes = 50 << 20

    private let packageRoot: String
    private let builds: Bool
    private let binaries: [String: String]
    private let localProcessor: String?
    private let environment: ChildEnvironment
    private let log: @Sendable (String) -> Void
    private var packages: [Code: Task<DeploymentPackage, any Error>] = [:]

    /// A packager for one package.
    ///
    /// - Parameters:
    ///   - packageRoot: the folder of the `Package.swift` whose executables are built.
    ///   - builds: whether what is not among `binaries` is packed, and built where it is an executable.
    ///   - binaries: the path of a binary for each function whose described code it stands in for, by the function's name.
    ///   - localProcessor: this machine's, in Lambda's words, where a local AWS runs functions on it; nil for AWS itself,
    ///     which has both.
    ///   - environment: the program's, of which a build gets what it needs: `PATH`, not the login at AWS.
    ///   - log: takes each line of a build's progress.
    public init(
        packageRoot: String, builds: Bool = true, binaries: [String: String] = [:], localProcessor: String? = nil,
        environment: [String: String] = [:], log: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.packageRoot = packageRoot
        self.builds = builds
        self.binaries = binaries
        self.localProcessor = localProcessor
        self.environment = ChildEnvironment(of: environment)
        self.log = log
    }

    /// A packager that never builds or reads anything: for looking at what stands.
    public init() { self.init(packageRoot: "", builds: false) }

    /// Whether it packs the code of the function of that name.
    ///
    /// What it does not pack stays undescribed, so that it is not compared.
    public nonisolated func packs(_ function: String) -> Bool { builds || binaries[function] != nil }

    /// What the function of that name runs: the binary that was given for it, or else what is described.
    public nonisolated func code(_ described: Code, of function: String) -> Code {
        binaries[function].map { .binary(path: $0) } ?? described
    }

    /// Refuses a binary that is there already and that could not run; what has yet to be built is not looked at.
    ///
    /// - Throws: ``PackageError``.
    nonisolated func check(_ described: Code, of function: String) throws {
        guard packs(function), case .binary(let path) = code(described, of: function) else { return }
        _ = try read(path)
    }

    /// The zip of what the function of that name runs.
    ///
    /// - Throws: as ``package(_:)``; ``PackageError`` as well where it packs no code of this function.
    public func package(_ described: Code, of function: String) async throws -> DeploymentPackage {
        guard packs(function) else {
            throw PackageError(
                described.subject, reason: "This command packs no code.",
                advice: "Use a command that plans or deploys.")
        }
        return try await package(code(described, of: function))
    }

    /// The zip of `code`, once however many ask.
    ///
    /// - Throws: ``PackageError`` where it cannot be built, read, or run by Lambda. `CancellationError` where the task was
    ///   cancelled; a build under way is then ended.
    func package(_ code: Code) async throws -> DeploymentPackage {
        let task = packages[code] ?? Task { try await make(code) }
        packages[code] = task
        do {
            return try await withTaskCancellationHandler {
                try await task.value
            } onCancel: {
                task.cancel()
            }
        } catch is CancellationError {
            // What was broken off says nothing of the code: the next one to ask may have it packed.
            packages[code] = nil
            throw CancellationError()
        }
    }

    private func make(_ code: Code) async throws -> DeploymentPackage {
        if case .binary(let path) = code { return try pack(path) }
        let path = try await SwiftBuild(
            packageRoot: packageRoot, product: code.subject, environment: environment
        ).run(log: log)
        try Task.checkCancellation()
        return try pack(path)
    }

    private nonisolated func read(_ path: String) throws -> (bytes: [UInt8], architecture: String) {
        let (bytes, architecture) = try BinaryCheck.read(path)
        guard architecture == localProcessor ?? architecture else {
            throw PackageError(
                path, reason: "It is for another processor, \(architecture).",
                advice: "The local AWS runs functions on this machine: build it for \(localProcessor ?? "").")
        }
        return (bytes, architecture)
    }

    private nonisolated func pack(_ path: String) throws -> DeploymentPackage {
        let (bytes, architecture) = try read(path)
        let files = try ResourceBundles.files(of: path, limitBytes: BinaryCheck.unpackedLimitBytes - bytes.count)
        let zip: Data
        do throws(ZipError) {
            zip = try ZipArchive.bootstrap(bytes, files: files)
        } catch {
            throw PackageError(path, reason: "It cannot be zipped: \(error.reason).", advice: "Free some memory.")
        }
        guard zip.count <= Self.zipLimitBytes else {
            let resources = files.isEmpty ? "" : " with its \(files.count) files of resources"
            throw PackageError(
                path,
                reason: "Zipped it has \(zip.count >> 20) MiB\(resources); Lambda takes at most "
                    + "\(Self.zipLimitBytes >> 20) MiB.",
                advice: files.isEmpty
                    ? "Build it in release mode and strip it (`-Xlinker -s`)."
                    : "Take out what the function does not read, or keep it in S3.")
        }
        let sha256 = Data(SHA256.digest(of: [UInt8](zip))).base64EncodedString()
        return DeploymentPackage(zip: zip, sha256: sha256, architecture: architecture)
    }
}
