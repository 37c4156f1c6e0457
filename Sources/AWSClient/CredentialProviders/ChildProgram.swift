import Foundation
import Synchronization

/// A running program: what it writes is read, and it may be ended at any time, from any thread.
final class ChildProgram: Sendable {
    /// More than any login is long.
    private static let largestOutputBytes = 1 << 20

    private struct State {
        /// The system may give its id to another program once its end was noticed.
        var isRunning = true
        var isForced = false
    }

    private let id: pid_t
    private let hasOwnGroup: Bool
    private let output: Int32
    /// Nil where what it complains of goes to the terminal.
    private let errors: Int32?
    private let terminalMode: ControllingTerminal.Mode?
    private let state = Mutex(State())

    /// Starts it.
    init(_ command: ChildCommand) throws(ExecutableFile.Unusable) {
        guard !command.words.contains(where: { $0.utf8.contains(0) }) else {
            throw ExecutableFile.Unusable(reason: "there is a null byte in the command")
        }
        let file = try ExecutableFile(command.words.first ?? "", searchPath: command.environment["PATH"])
        let terminal = command.terminal
        let (output, errors) = (try Pipe(), terminal?.isError == true ? nil : try Pipe())
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer { close(nothing) }
        let program = SpawnedProgram(
            path: file.path, words: command.words, environment: command.environment,
            input: terminal?.isInput == true ? STDIN_FILENO : nothing, output: output.writing,
            errors: errors?.writing ?? STDERR_FILENO, hasOwnGroup: terminal == nil)
        terminalMode = terminal == nil ? nil : .current()
        defer { for pipe in [output, errors] { pipe.map { _ = close($0.writing) } } }
        do {
            id = try program.start()
        } catch {
            for pipe in [output, errors] { pipe.map { _ = close($0.reading) } }
            throw file.unusable(error.number)
        }
        (self.output, self.errors, hasOwnGroup) = (output.reading, errors?.reading, program.hasOwnGroup)
    }

    /// Ends it at once, and what it started in turn.
    func end() {
        state.withLock { state in
            guard state.isRunning else { return }
            state.isForced = true
            if hasOwnGroup { kill(-id, SIGSTOP) }
            ProcessTree.end([id])
            if hasOwnGroup { kill(-id, SIGKILL) }
        }
    }

    /// Reads both outputs until it ends; whatever it leaves running may keep them.
    ///
    /// To be called once.
    func finish(within patience: Duration?) -> CommandResult {
        let deadline = patience.map { ContinuousClock.now + $0 }
        var output = DescriptorReader(output, largestBytes: Self.largestOutputBytes)
        var errors = errors.map { DescriptorReader($0, largestBytes: Self.largestOutputBytes) }
        var status: Int32?
        while status == nil {
            // Looked at before reading: what it wrote until its end is there by then.
            status = endStatus()
            output.readAvailable()
            errors?.readAvailable()
            if output.isTooLong || errors?.isTooLong == true || deadline.map({ $0 < .now }) == true { end() }
            guard status == nil else { break }
            let open = [output.isOpen ? output.descriptor : nil, errors?.isOpen == true ? errors?.descriptor : nil]
                .compactMap { $0 }
            // With both closed its end is near.
            _ = OwnThread.wait(for: open, milliseconds: open.isEmpty ? 5 : OwnThread.sliceMilliseconds)
        }
        let isForced = state.withLock { $0.isForced }
        if isForced || status != 0 { terminalMode?.restore() }
        return isForced
            ? .endedByForce : .ended(status: status ?? 0, output: output.data, errors: errors?.data ?? Data())
    }

    /// The exit status or, where a signal ended it, the signal's number and 128, as a shell has it; nil while it runs.
    private func endStatus() -> Int32? {
        state.withLock { state in
            var status: Int32 = 0
            let ended = waitpid(id, &status, WNOHANG)
            guard ended == id || ended < 0 && errno != EINTR else { return nil }
            state.isRunning = false
            return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
        }
    }

    /// What a program writes to, and this one reads from.
    private struct Pipe {
        let (reading, writing): (Int32, Int32)

        init() throws(ExecutableFile.Unusable) {
            var ends: [Int32] = [0, 0]
            let isMade = pipe(&ends) == 0
            for end in ends where isMade { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            guard isMade else { throw ExecutableFile.Unusable(reason: String(cString: strerror(errno))) }
            (reading, writing) = (ends[0], ends[1])
        }
    }
}

/// Runs a program with its arguments and waits for its end, for so long at most; nil waits for as long as it takes.
typealias CommandRunner = @Sendable (_ command: ChildCommand, _ patience: Duration?) async throws -> CommandResult

/// A program to be run: no shell sees it.
struct ChildCommand: Sendable, Equatable {
    /// The program, looked for on the PATH unless there is a slash in it, and its arguments.
    let words: [String]
    let environment: [String: String]
    /// Where it may ask a person; nil for nowhere.
    var terminal: ControllingTerminal?
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

/// A program that runs beside this one.
///
/// Without a terminal it has nothing to read and a process group of its own, by which it is ended whole. With one it is
/// in this process's group, as a program is that a shell starts: a group in the background is stopped when it reads from
/// the terminal, and Ctrl-C goes to the group in the foreground.
enum Subprocess {
    /// The status of a program that Ctrl-C ended.
    private static let interruptedStatus = 128 + SIGINT

    /// The real ``CommandRunner``: where the task is cancelled, the program and all that it started are ended at once.
    static func run(_ command: ChildCommand, _ patience: Duration?) async throws -> CommandResult {
        try Task.checkCancellation()
        let child: ChildProgram
        do {
            child = try ChildProgram(command)
        } catch {
            return .notStarted(error.reason)
        }
        let result = await withTaskCancellationHandler {
            await OwnThread.run { child.finish(within: patience) }
        } onCancel: {
            child.end()
        }
        try Task.checkCancellation()
        if case .ended(interruptedStatus, _, _) = result, command.terminal != nil {
            // Ctrl-C went to both: this process is just about to notice it, and cancels then.
            try await Task.sleep(for: .seconds(1))
        }
        return result
    }
}
