import AWSResources
import DeployerCLI
import Foundation

/// One run of `swift build` that makes an executable of the package fully static, as Lambda needs it.
struct SwiftBuild: Sendable {
    /// How many of a failed build's last lines are shown.
    private static let shownLines = 20

    /// The folder of the `Package.swift`.
    let packageRoot: String
    /// The executable product.
    let product: String
    /// What it is given of the program's own.
    let environment: ChildEnvironment

    /// Beside the package's own build, whose debug files and lock it would otherwise share.
    private var scratchPath: String { packageRoot + "/.build/lambda" }

    /// What is run.
    ///
    /// Two builds of the same sources are byte-identical, in whatever folder: without debug information, and without the
    /// hash over paths and flags that the compiler otherwise leaves in each object file for its incremental builds.
    var arguments: [String] {
        [
            "swift", "build", "-c", "release", "--product", product, "--package-path", packageRoot,
            "--scratch-path", scratchPath, "-Xswiftc", "-static-executable", "-Xlinker", "-s",
            "-Xswiftc", "-Xfrontend", "-Xswiftc", "-disable-incremental-llvm-codegen", "-debug-info-format", "none",
        ]
    }

    /// Builds; gives the path of the binary.
    ///
    /// - Throws: ``PackageError`` with the build's last lines where it fails.
    func run(log: @escaping @Sendable (String) -> Void) async throws -> String {
        #if !os(Linux)
            throw PackageError(
                product, reason: "A fully static Linux binary cannot be built on this system.",
                advice: "Build it on Linux and name it with `--function`.")
        #else
            guard FileManager.default.fileExists(atPath: packageRoot + "/Package.swift") else {
                throw PackageError(
                    product, reason: "There is no Package.swift in \(packageRoot).",
                    advice: "Run the command in the package's folder, or name a binary with `--function`.")
            }
            log("Building \(product), fully static…")
            let result: ChildProcess.Result
            do {
                result = try await ChildProcess(arguments, folder: packageRoot, environment: environment).run { line in
                    // Of its steps those that take time. The rest is worth reading only where the build fails: the static
                    // linker warns of glibc's name resolution each time.
                    if line.hasPrefix("["), line.contains("Compiling") || line.contains("Linking") { log("  " + line) }
                }
            } catch let error as ChildProcessError {
                throw PackageError(
                    product, reason: "`swift` cannot be started: \(error.reason).",
                    advice: "Install Swift and put it on the PATH, or name a binary with `--function`.")
            }
            try Task.checkCancellation()
            guard result.status == 0 else {
                let last = result.lines.suffix(Self.shownLines).joined(separator: "\n")
                throw PackageError(
                    product, reason: "`swift build` failed (status \(result.status)); its last lines:\n\(last)\n",
                    advice: "Mend what it names; by hand: `\(arguments.joined(separator: " "))`")
            }
            return "\(scratchPath)/release/\(product)"
        #endif
    }
}
