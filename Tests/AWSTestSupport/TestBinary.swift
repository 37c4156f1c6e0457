import AWSDeployer
import AWSResources
import Deployer
import Foundation

/// Small Linux binaries, built for tests by the toolchain's own C compiler.
enum TestBinary {
    /// A program or library with one function; it has kilobytes, not megabytes.
    enum Kind: String, CaseIterable, Sendable {
        case staticProgram, staticPositionIndependent, dynamicProgram, sharedLibrary, object

        fileprivate var flags: [String] {
            switch self {
            case .staticProgram: ["-static", "-no-pie", "-nostdlib", "-nostartfiles"]
            case .staticPositionIndependent: ["-static-pie", "-fPIE", "-nostdlib", "-nostartfiles"]
            case .dynamicProgram: ["-nostartfiles", "-Wl,--no-as-needed", "-lm", "-lc"]
            case .sharedLibrary: ["-shared", "-fPIC", "-nostdlib"]
            case .object: ["-c"]
            }
        }
    }

    /// Writes it into `folder` and returns its path.
    static func make(_ kind: Kind, in folder: TemporaryFolder, name: String? = nil) async throws -> String {
        try folder.write(try await bytes(kind), as: name ?? kind.rawValue)
    }

    /// Its bytes.
    static func bytes(_ kind: Kind) async throws -> [UInt8] { try await compiled.bytes(of: kind) }

    private static let compiled = Compiled()

    /// Compiles each kind only once: hundreds of tests need one.
    private actor Compiled {
        private var tasks: [Kind: Task<[UInt8], any Error>] = [:]

        func bytes(of kind: Kind) async throws -> [UInt8] {
            let task = tasks[kind] ?? Task { try await TestBinary.compile(kind) }
            tasks[kind] = task
            return try await task.value
        }
    }

    private static func compile(_ kind: Kind) async throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let source = folder.path("source.c")
        try Data("void _start(void) { for (;;) {} }\n".utf8).write(to: URL(fileURLWithPath: source))
        let path = folder.path(kind.rawValue)
        let arguments = ["clang", "-fuse-ld=lld", "-O1", source, "-o", path] + kind.flags
        let result = try await ChildProcess(arguments, folder: folder.path, environment: .own).run { _ in }
        guard result.status == 0 else { throw CannotCompile(lines: result.lines) }
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    struct CannotCompile: Error { let lines: [String] }
}

/// A folder that exists as long as this value does.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func path(_ name: String) -> String { path + "/" + name }

    /// Writes a file, sets its mode and returns its path.
    @discardableResult
    func write(_ bytes: [UInt8], as name: String, mode: Int = 0o755) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(name))
        return path(name)
    }
}

extension ChildEnvironment {
    /// The test's own environment.
    static var own: ChildEnvironment { ChildEnvironment(of: ProcessInfo.processInfo.environment) }
}
