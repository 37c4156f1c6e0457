import AWSClient
import Deployer
import DeployerCLI
import Foundation

/// A program that runs to its end, with its output line by line; cancelling the task ends it.
///
/// The arguments are an array, and no shell parses them.
package struct ChildProcess: Sendable {
    /// How a program ended.
    package struct Result: Sendable, Equatable {
        /// Its exit status; if a signal ended it, 128 plus the signal's number.
        package let status: Int32
        /// The lines that it wrote to stdout and stderr.
        package let lines: [String]
    }

    /// The program, found on the PATH, and its arguments.
    private let arguments: [String]
    /// Its working folder.
    private let folder: String
    private let environment: ChildEnvironment

    /// A program to run.
    package init(_ arguments: [String], folder: String, environment: ChildEnvironment) {
        self.arguments = arguments
        self.folder = folder
        self.environment = environment
    }

    /// Starts a program by its path and does not wait: it gets no input, and its output is discarded.
    package static func leave(_ program: String, _ arguments: [String], environment: ChildEnvironment) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = environment.variables
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.runUnblocked()
    }

    /// Runs it; `line` gets each line as it arrives.
    package func run(line: @escaping @Sendable (String) -> Void) async throws -> Result {
        try Task.checkCancellation()
        let (process, pipe) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.environment = environment.variables
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        let child = Child(process)
        do {
            try process.runUnblocked()
        } catch {
            throw ChildProcessError(reason: SystemReason.text(error))
        }
        let output = pipe.fileHandleForReading
        return try await withTaskCancellationHandler {
            let result = await OwnThread.run { child.finish(output, line: line) }
            try Task.checkCancellation()
            return result
        } onCancel: {
            child.end()
        }
    }
}

/// A program could not be started.
struct ChildProcessError: Error, Sendable, Equatable {
    let reason: String
}

/// The running program.
///
/// `Process` documents no thread safety; only its start, its end and signals are used, in that order.
private final class Child: @unchecked Sendable {
    private let process: Process
    /// The forced ending, which may continue after the program has ended.
    private let ending = DispatchGroup()

    init(_ process: Process) { self.process = process }

    /// The time it has to end after SIGINT: less than this process waits for it.
    private static let endingMilliseconds = 300

    /// Ends the program and its child processes: by force if they do not end on request.
    ///
    /// The request is SIGINT, like Ctrl-C at its own terminal: `swift build` then ends its compilers.
    func end() {
        guard process.isRunning else { return }
        let id = process.processIdentifier
        // A process that loses its parent later can no longer be found.
        let started = ProcessTree.members(of: id)
        process.endGroup(by: SIGINT)
        DispatchQueue.global().async(group: ending) { [self] in
            let deadline = DispatchTime.now() + .milliseconds(Self.endingMilliseconds)
            while started.contains(where: { kill($0, 0) == 0 }), DispatchTime.now() < deadline { usleep(10_000) }
            // Once the program has ended and been reaped, its id may belong to another process.
            ProcessTree.end(started.filter { $0 != id || process.isRunning })
        }
    }

    /// Reads the output to its end and waits for the program.
    func finish(_ output: FileHandle, line: (String) -> Void) -> ChildProcess.Result {
        var (lines, rest): ([String], [UInt8]) = ([], [])
        func emit(_ bytes: some Sequence<UInt8>) {
            let text = String(decoding: Array(bytes), as: UTF8.self)
            lines.append(text)
            line(text)
        }
        while true {
            let data = output.availableData
            if data.isEmpty { break }
            rest += data
            let parts = rest.split(separator: 10, omittingEmptySubsequences: false)
            parts.dropLast().forEach(emit)
            rest = parts.last.map(Array.init) ?? []
        }
        if !rest.isEmpty { emit(rest) }
        let status = process.waitForEnd()
        ending.wait()
        return ChildProcess.Result(status: status, lines: lines)
    }
}

/// The environment for the programs that this one starts, except for those of a login.
///
/// It has nothing with which they could act for the user at AWS, at the CI system or at a proxy: a build runs the code
/// of every dependency of a package.
package struct ChildEnvironment: Sendable, Equatable {
    /// The variables.
    package let variables: [String: String]

    /// The environment without AWS's and GitHub's runner's variables, and without a proxy's user and password.
    ///
    /// - `AWS_…`: keys, tokens, and where to find more; a build needs none of them.
    /// - `ACTIONS_…`: the runner's tokens; GitHub turns one of them into a login at AWS.
    package init(of environment: [String: String]) {
        variables = Dictionary(
            uniqueKeysWithValues: environment.compactMap { name, value in
                if name.hasPrefix("AWS_") || name.hasPrefix("ACTIONS_") { return nil }
                let lower = name.lowercased()
                guard lower.hasSuffix("_proxy"), lower != "no_proxy" else { return (name, value) }
                return ProxySettings.address(in: value).map { (name, $0) }
            })
    }
}
