import Foundation
import Synchronization

/// A running program whose output is collected, and which any thread can end at any time.
final class ChildProcess: Sendable {
    private struct State {
        /// False once it was reaped: the system may then reuse its process id.
        var isRunning = true
        var isForced = false
        /// What was asked to end, and when it is ended by force.
        var asked: (members: Set<pid_t>, deadline: ContinuousClock.Instant)?
    }

    private let command: ChildCommand
    private let id: pid_t
    private let output: Int32
    /// Nil if its standard error goes to the terminal, or into its output.
    private let errors: Int32?
    private let terminalMode: ControllingTerminal.Mode?
    private let state = Mutex(State())

    /// Starts the program.
    init(_ command: ChildCommand) throws(ExecutableFile.Unusable) {
        self.command = command
        let terminal = command.terminal
        let (output, errors) = (try Pipe(), command.hasErrorPipe ? try Pipe() : nil)
        let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { close(nothing) }
        terminalMode = terminal == nil ? nil : .current()
        defer { for pipe in [output, errors] { pipe.map { _ = close($0.writing) } } }
        let ownErrors = command.mergesErrors ? output.writing : STDERR_FILENO
        do {
            id = try SpawnedProgram.start(
                command,
                SpawnedProgram.Streams(
                    input: terminal?.isInput == true ? STDIN_FILENO : nothing, output: output.writing,
                    errors: errors?.writing ?? ownErrors))
        } catch {
            for pipe in [output, errors] { pipe.map { _ = close($0.reading) } }
            throw error
        }
        (self.output, self.errors) = (output.reading, errors?.reading)
    }

    /// Ends the program and all its descendants: at once, or by force if they do not end on request.
    ///
    /// The request is SIGINT, like Ctrl-C at its own terminal: `swift build` then ends its compilers.
    func end() {
        guard command.endingTime > .zero else { return endByForce() }
        state.withLock { state in
            guard state.isRunning, state.asked == nil else { return }
            // A process that loses its parent later can no longer be found.
            state.asked = (ProcessTree.members(of: id), .now + command.endingTime)
            kill(command.hasOwnGroup ? -id : id, SIGINT)
        }
    }

    private func endByForce() {
        state.withLock { state in
            guard state.isRunning else { return }
            state.isForced = true
            if command.hasOwnGroup { kill(-id, SIGSTOP) }
            ProcessTree.end([id])
            if command.hasOwnGroup { kill(-id, SIGKILL) }
        }
    }

    /// Reads both outputs until the program ends, even if a descendant keeps them open.
    ///
    /// Call it once.
    ///
    /// - Parameter line: gets each line of the output as it arrives.
    func finish(within timeout: Duration?, line: (String) -> Void) -> CommandResult {
        let deadline = timeout.map { ContinuousClock.now + $0 }
        var output = DescriptorReader(output, largestBytes: command.largestOutputBytes)
        var errors = errors.map { DescriptorReader($0, largestBytes: command.largestOutputBytes) }
        var lines = LineReader()
        var status: Int32?
        while true {
            // Check the status before reading: the output is then complete if the program has ended.
            status = status ?? endStatus()
            output.readAvailable()
            errors?.readAvailable()
            lines.read(output.data, line)
            if output.isTooLong || errors?.isTooLong == true || deadline.map({ $0 < .now }) == true { endByForce() }
            if status != nil, haveDescendantsEnded() { break }
            let open = [output.isOpen ? output.descriptor : nil, errors?.isOpen == true ? errors?.descriptor : nil]
                .compactMap { $0 }
            // Without an open output, the program is about to end.
            let isWaiting = status == nil && !open.isEmpty
            _ = OwnThread.wait(for: isWaiting ? open : [], milliseconds: isWaiting ? OwnThread.sliceMilliseconds : 5)
        }
        lines.finish(output.data, line)
        let isForced = state.withLock { $0.isForced }
        if isForced || status != 0 { terminalMode?.restore() }
        return isForced
            ? .endedByForce : .ended(status: status ?? 0, output: output.data, errors: errors?.data ?? Data())
    }

    /// The exit status; 128 plus the signal's number if a signal ended it, as in a shell; nil while it runs.
    private func endStatus() -> Int32? {
        if state.withLock({ $0.asked.map { $0.deadline < .now } }) == true { endByForce() }
        return state.withLock { state in
            var status: Int32 = 0
            let ended = waitpid(id, &status, WNOHANG)
            guard ended == id || ended < 0 && errno != EINTR else { return nil }
            state.isRunning = false
            return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
        }
    }

    /// Whether the descendants of an ended program that were asked to end have done so, or were ended now.
    private func haveDescendantsEnded() -> Bool {
        guard let (members, deadline) = state.withLock({ $0.asked }) else { return true }
        // The program has been reaped, so its id may belong to another process.
        let left = members.filter { $0 != id && kill($0, 0) == 0 }
        guard !left.isEmpty else { return true }
        guard deadline < .now else { return false }
        ProcessTree.end(left)
        return true
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

/// Finds the lines in an output that grows.
private struct LineReader {
    private var read = 0

    /// Emits the lines that are whole by now.
    mutating func read(_ output: Data, _ emit: (String) -> Void) {
        while let end = output[read...].firstIndex(of: 10) {
            emit(String(decoding: output[read..<end], as: UTF8.self))
            read = end + 1
        }
    }

    /// Emits the last line, if it has no end.
    mutating func finish(_ output: Data, _ emit: (String) -> Void) {
        read(output, emit)
        if read < output.count { emit(String(decoding: output[read...], as: UTF8.self)) }
    }
}
