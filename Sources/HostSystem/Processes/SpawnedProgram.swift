import CSpawn
import Foundation

/// Starts programs with `posix_spawn`.
///
/// Foundation's `Process` gives each program its own process group. The system stops a background group that reads from
/// the terminal.
enum SpawnedProgram {
    /// The descriptors that become a program's standard streams.
    struct Streams {
        let (input, output, errors): (Int32, Int32, Int32)
    }

    /// Starts a program; returns its process id.
    static func start(_ command: ChildCommand, _ streams: Streams) throws(ExecutableFile.Unusable) -> pid_t {
        guard !command.words.contains(where: { $0.utf8.contains(0) }) else {
            throw ExecutableFile.Unusable(reason: "there is a null byte in the command")
        }
        let file = try ExecutableFile(command.words.first ?? "", searchPath: command.environment["PATH"])
        var actions = Actions()
        posix_spawn_file_actions_init(&actions.value)
        defer { posix_spawn_file_actions_destroy(&actions.value) }
        for (stream, descriptor) in [streams.input, streams.output, streams.errors].enumerated() {
            posix_spawn_file_actions_adddup2(&actions.value, descriptor, Int32(stream))
        }
        if let folder = command.folder { posix_spawn_file_actions_addchdir_np(&actions.value, folder) }
        actions.closeOthers()
        var attributes = Attributes()
        posix_spawnattr_init(&attributes.value)
        defer { posix_spawnattr_destroy(&attributes.value) }
        attributes.set(hasOwnGroup: command.hasOwnGroup)

        var id = pid_t()
        let number = withStrings(command.words) { words in
            withStrings(command.environment.map { "\($0)=\($1)" }) { variables in
                // The system looks for it in the working folder of the program.
                posix_spawn(&id, file.absolutePath, &actions.value, &attributes.value, words, variables)
            }
        }
        guard number == 0 else { throw file.unusable(number) }
        return id
    }

    /// Calls `body` with a C array of strings.
    private static func withStrings<Result>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let strings = texts.map { strdup($0) }
        defer { strings.forEach { free($0) } }
        return body(strings + [nil])
    }

    private struct Actions {
        #if canImport(Darwin)
            var value: posix_spawn_file_actions_t?
            // POSIX_SPAWN_CLOEXEC_DEFAULT closes them.
            func closeOthers() {}
        #else
            var value = posix_spawn_file_actions_t()
            mutating func closeOthers() {
                let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
                for descriptor in all.compactMap({ Int32($0) }) where descriptor > STDERR_FILENO {
                    posix_spawn_file_actions_addclose(&value, descriptor)
                }
            }
        #endif
    }

    private struct Attributes {
        #if canImport(Darwin)
            var value: posix_spawnattr_t?
            private let platform = POSIX_SPAWN_CLOEXEC_DEFAULT
        #else
            var value = posix_spawnattr_t()
            private let platform: Int32 = 0
        #endif

        /// Unblocks all signals and restores the default action of those that this process ignores.
        ///
        /// A child inherits both. This process ignores Ctrl-C's signal because it listens for it in another way; the
        /// child must still end on it.
        mutating func set(hasOwnGroup: Bool) {
            var (none, usual) = (sigset_t(), sigset_t())
            sigemptyset(&none)
            sigemptyset(&usual)
            for signal in [SIGINT, SIGTERM, SIGPIPE] { sigaddset(&usual, signal) }
            posix_spawnattr_setsigmask(&value, &none)
            posix_spawnattr_setsigdefault(&value, &usual)
            let group = hasOwnGroup ? Int32(POSIX_SPAWN_SETPGROUP) : 0
            let flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF) | group | Int32(platform)
            posix_spawnattr_setflags(&value, Int16(truncatingIfNeeded: flags))
            posix_spawnattr_setpgroup(&value, 0)
        }
    }
}
