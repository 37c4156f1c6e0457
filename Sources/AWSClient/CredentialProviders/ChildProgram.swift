import Foundation
import Synchronization

/// A running program whose output is collected, and which any thread can end at any time.
final class ChildProgram: Sendable {
    /// Larger than any login's output.
    private static let largestOutputBytes = 1 << 20

    private struct State {
        /// False once it was reaped: the system may then reuse its process id.
        var isRunning = true
        var isForced = false
    }

    private let id: pid_t
    private let hasOwnGroup: Bool
    private let output: Int32
    /// Nil if its standard error goes to the terminal.
    private let errors: Int32?
    private let terminalMode: ControllingTerminal.Mode?
    private let state = Mutex(State())

    /// Starts the program.
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

    /// Ends the program and all its descendants at once.
    func end() {
        state.withLock { state in
            guard state.isRunning else { return }
            state.isForced = true
            if hasOwnGroup { kill(-id, SIGSTOP) }
            ProcessTree.end([id])
            if hasOwnGroup { kill(-id, SIGKILL) }
        }
    }

    /// Reads both outputs until the program ends, even if a descendant keeps them open.
    ///
    /// Call it once.
    func finish(within timeout: Duration?) -> CommandResult {
        let deadline = timeout.map { ContinuousClock.now + $0 }
        var output = DescriptorReader(output, largestBytes: Self.largestOutputBytes)
        var errors = errors.map { DescriptorReader($0, largestBytes: Self.largestOutputBytes) }
        var status: Int32?
        while status == nil {
            // Check the status before reading: the output is then complete if the program has ended.
            status = endStatus()
            output.readAvailable()
            errors?.readAvailable()
            if output.isTooLong || errors?.isTooLong == true || deadline.map({ $0 < .now }) == true { end() }
            guard status == nil else { break }
            let open = [output.isOpen ? output.descriptor : nil, errors?.isOpen == true ? errors?.descriptor : nil]
                .compactMap { $0 }
            // Both outputs are closed, so the program is about to end.
            _ = OwnThread.wait(for: open, milliseconds: open.isEmpty ? 5 : OwnThread.sliceMilliseconds)
        }
        let isForced = state.withLock { $0.isForced }
        if isForced || status != 0 { terminalMode?.restore() }
        return isForced
            ? .endedByForce : .ended(status: status ?? 0, output: output.data, errors: errors?.data ?? Data())
    }

    /// The exit status; 128 plus the signal's number if a signal ended it, as in a shell; nil while it runs.
    private func endStatus() -> Int32? {
        state.withLock { state in
            var status: Int32 = 0
            let ended = waitpid(id, &status, WNOHANG)
            guard ended == id || ended < 0 && errno != EINTR else { return nil }
            state.isRunning = false
            return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
        }
    }

    /// A pipe: the child writes to it, this process reads from it.
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

/// Runs a program and waits for its end, up to the given time; nil means no limit.
typealias CommandRunner = @Sendable (_ command: ChildCommand, _ timeout: Duration?) async throws -> CommandResult

/// A program to run, without a shell.
struct ChildCommand: Sendable, Equatable {
    /// The program and its arguments; a program without a slash is looked up on the PATH.
    let words: [String]
    let environment: [String: String]
    /// The terminal at which it may ask the user; nil for none.
    var terminal: ControllingTerminal?
}

/// The result of running a program.
enum CommandResult: Sendable, Equatable {
    /// It ended by itself; the status is 128 plus the signal's number if a signal ended it.
    case ended(status: Int32, output: Data, errors: Data)
    /// It was ended because it ran or wrote too long.
    case endedByForce
    /// There is no such program, or it is not executable.
    case notStarted(String)
}

/// Runs another program.
///
/// Without a terminal, the program has no input and its own process group, so that the whole group can be ended. With a
/// terminal, it stays in this process's group: the system stops a background group that reads from the terminal, and
/// Ctrl-C reaches only the foreground group.
enum Subprocess {
    /// The status of a program that was ended by Ctrl-C.
    private static let interruptedStatus = 128 + SIGINT

    /// The real ``CommandRunner``; cancelling the task ends the program and all its descendants at once.
    static func run(_ command: ChildCommand, _ timeout: Duration?) async throws -> CommandResult {
        try Task.checkCancellation()
        let child: ChildProgram
        do {
            child = try ChildProgram(command)
        } catch {
            return .notStarted(error.reason)
        }
        let result = await withTaskCancellationHandler {
            await OwnThread.run { child.finish(within: timeout) }
        } onCancel: {
            child.end()
        }
        try Task.checkCancellation()
        if case .ended(interruptedStatus, _, _) = result, command.terminal != nil {
            // Ctrl-C reached both processes. This one cancels the task as soon as it handles the signal.
            try await Task.sleep(for: .seconds(1))
        }
        return result
    }
}
