import Foundation
import Synchronization

/// Runs a program with its arguments and waits for its end, for so long at most.
typealias CommandRunner = @Sendable (_ command: ChildCommand, _ patience: Duration) async throws -> CommandResult

/// A program to be run: no shell sees it.
struct ChildCommand: Sendable, Equatable {
    /// The program, looked for on the PATH unless there is a slash in it, and its arguments.
    let words: [String]
    let environment: [String: String]
}

/// What came of a program.
enum CommandResult: Sendable, Equatable {
    /// It ended by itself; the status of one that a signal ended is the signal's number and 128.
    case ended(status: Int32, output: Data, errors: Data)
    /// It was ended, since its time was over or it wrote without end.
    case endedByForce
    /// There is no such program, or it may not be run.
    case notStarted(String)
}

/// A program that runs beside this one, with nothing on its standard input.
enum Subprocess {
    /// The real ``CommandRunner``.
    static let run: CommandRunner = { command, patience in
        try Task.checkCancellation()
        guard let program = executable(command) else { return .notStarted("there is no such program") }
        let child = Child(program, command)
        do {
            try child.process.runUnblocked()
        } catch {
            return .notStarted(error.localizedDescription)
        }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // Reading and waiting block, so they have a thread of their own.
                DispatchQueue.global().async { continuation.resume(returning: child.finish(within: patience)) }
            }
        } onCancel: {
            child.end()
        }
        try Task.checkCancellation()
        return result
    }

    private static func executable(_ command: ChildCommand) -> String? {
        guard let name = command.words.first, !name.isEmpty else { return nil }
        let folders = (command.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        let candidates = name.contains("/") ? [name] : folders.map { "\($0)/\(name)" }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}

/// The running program.
///
/// `Process` says nothing of threads; only its start, its end and signals are used, in that order.
private final class Child: @unchecked Sendable {
    /// More than any login is long.
    private static let largestOutputBytes = 1 << 20

    let process = Process()
    private let output = Pipe()
    private let errors = Pipe()
    private let isForced = Mutex(false)

    init(_ program: String, _ command: ChildCommand) {
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = Array(command.words.dropFirst())
        process.environment = command.environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
    }

    /// Ends it at once, and what it started in turn.
    func end() {
        isForced.withLock { $0 = true }
        process.endGroup(by: SIGKILL)
    }

    /// Reads both outputs to their end and waits for it.
    func finish(within patience: Duration) -> CommandResult {
        let deadline = DispatchWorkItem { self.end() }
        DispatchQueue.global().asyncAfter(
            deadline: .now() + .seconds(Int(patience.components.seconds)), execute: deadline)
        defer { deadline.cancel() }
        let complaint = Mutex(Data())
        let reading = DispatchGroup()
        DispatchQueue.global().async(group: reading) {
            let data = self.read(self.errors)
            complaint.withLock { $0 = data }
        }
        let written = read(output)
        reading.wait()
        let status = process.waitForEnd()
        if isForced.withLock({ $0 }) { return .endedByForce }
        return .ended(status: status, output: written, errors: complaint.withLock { $0 })
    }

    private func read(_ pipe: Pipe) -> Data {
        var data = Data()
        while data.count <= Self.largestOutputBytes {
            let more = pipe.fileHandleForReading.availableData
            if more.isEmpty { return data }
            data += more
        }
        end()
        return Data()
    }
}
