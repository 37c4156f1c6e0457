import Foundation

/// The terminal that this process was started from, at which a login may ask the user.
package struct ControllingTerminal: Sendable, Equatable {
    private static let path = "/dev/tty"

    /// Whether standard input is a terminal, so that a login may read from it.
    package let isInput: Bool
    /// Whether standard error is a terminal, so that the user sees a login's prompts.
    package let isError: Bool

    /// A terminal with those streams.
    package init(isInput: Bool, isError: Bool) {
        self.isInput = isInput
        self.isError = isError
    }

    /// Nil if there is none, for example in CI.
    package static var current: ControllingTerminal? {
        guard let descriptor = opened() else { return nil }
        close(descriptor)
        return ControllingTerminal(isInput: isatty(STDIN_FILENO) == 1, isError: isatty(STDERR_FILENO) == 1)
    }

    private static func opened() -> Int32? {
        let descriptor = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        return descriptor < 0 ? nil : descriptor
    }

    /// The terminal's settings.
    ///
    /// A login that asks for a password turns the echo off. If it is killed, the echo stays off.
    struct Mode: @unchecked Sendable {
        private let settings: termios

        /// The current settings.
        static func current() -> Mode? {
            guard let descriptor = opened() else { return nil }
            defer { close(descriptor) }
            var settings = termios()
            return tcgetattr(descriptor, &settings) == 0 ? Mode(settings: settings) : nil
        }

        /// Restores the settings, unless another process group is in the foreground by now.
        func restore() {
            guard let descriptor = opened() else { return }
            defer { close(descriptor) }
            guard tcgetpgrp(descriptor) == getpgrp() else { return }
            var settings = settings
            tcsetattr(descriptor, TCSANOW, &settings)
        }
    }
}
