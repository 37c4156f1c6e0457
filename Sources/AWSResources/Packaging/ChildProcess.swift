import AWSClient
import Deployer
import Foundation
import Synchronization

/// A program that is run to its end, with its output line by line; it is ended when the task that runs it is cancelled.
///
/// The arguments are an array and no shell sees them.
package struct ChildProcess: Sendable {
    /// How a program ended.
    struct Result: Sendable, Equatable {
        /// Its exit status; of one that a signal ended, the signal's number and 128.
        let status: Int32
        /// What it wrote to both outputs.
        let lines: [String]
    }

    /// The program, found on the PATH, and its arguments.
    private let arguments: [String]
    /// Its working folder.
    private let folder: String

    /// A program to be run.
    init(_ arguments: [String], folder: String) {
        self.arguments = arguments
        self.folder = folder
    }

    /// Starts a program by its path and leaves it to itself: nothing to read, and nobody reads what it writes.
    package static func leave(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.runUnblocked()
    }

    /// Runs it; `line` gets each line as it comes.
    func run(line: @escaping @Sendable (String) -> Void) async throws -> Result {
        try Task.checkCancellation()
        let (process, pipe) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
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
            let result = await withCheckedContinuation { continuation in
                // Reading and waiting block, so they have a thread of their own.
                DispatchQueue.global().async { continuation.resume(returning: child.finish(output, line: line)) }
            }
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
/// `Process` says nothing of threads; only its start, its end and signals are used, in that order.
private final class Child: @unchecked Sendable {
    private let process: Process

    init(_ process: Process) { self.process = process }

    /// Ends it, and what it started in turn.
    func end() { process.endGroup(by: SIGTERM) }

    /// Reads its output to the end and waits for it.
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
        return ChildProcess.Result(status: process.waitForEnd(), lines: lines)
    }
}
