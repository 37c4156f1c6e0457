// In an optimised build the compiler takes curl's header for the place where sigset_t is declared.
import CCurl
import Foundation

/// The terminal from which this process was started, at which a login may ask a person.
struct ControllingTerminal: Sendable, Equatable {
    private static let path = "/dev/tty"

    /// Whether standard input is a terminal, so that a login may read it too.
    let isInput: Bool
    /// Whether errors are shown on a terminal, so that what a login writes there is seen while it asks.
    let isError: Bool

    /// Nil where there is none, as in CI.
    static var current: ControllingTerminal? {
        guard let descriptor = opened() else { return nil }
        close(descriptor)
        return ControllingTerminal(isInput: isatty(STDIN_FILENO) == 1, isError: isatty(STDERR_FILENO) == 1)
    }

    private static func opened() -> Int32? {
        let descriptor = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        return descriptor < 0 ? nil : descriptor
    }

    /// How the terminal treats what is typed: a login that asks for a password switches the echo off, and one that is
    /// ended by force leaves it so.
    struct Mode: @unchecked Sendable {
        private let settings: termios

        /// As it is now.
        static func current() -> Mode? {
            guard let descriptor = opened() else { return nil }
            defer { close(descriptor) }
            var settings = termios()
            return tcgetattr(descriptor, &settings) == 0 ? Mode(settings: settings) : nil
        }

        /// Gives it back, unless the terminal is another's by now.
        func restore() {
            guard let descriptor = opened() else { return }
            defer { close(descriptor) }
            guard tcgetpgrp(descriptor) == getpgrp() else { return }
            var settings = settings
            tcsetattr(descriptor, TCSANOW, &settings)
        }
    }
}
