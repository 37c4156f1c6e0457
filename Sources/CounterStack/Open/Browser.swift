import AWSDeployer
import Foundation

/// The browser of the user at this machine.
struct Browser: Equatable {
    #if os(macOS)
        /// The program that opens an address in the user's browser.
        static let openerName = "open"
    #else
        /// The program that opens an address in the user's browser (freedesktop.org, xdg-utils).
        static let openerName = "xdg-open"
    #endif

    /// The path of the program that opens an address.
    let opener: String
    private let environment: ChildEnvironment

    /// Nil if no browser can be opened: no user at a terminal, no screen, or no program for it.
    ///
    /// - Parameters:
    ///   - environment: the process's; `PATH`, and on Linux `DISPLAY` and `WAYLAND_DISPLAY`, are read.
    ///   - isAttended: whether a user sits at a terminal.
    init?(environment: [String: String], isAttended: Bool) {
        guard isAttended else { return nil }
        #if !os(macOS)
            let hasScreen = ["DISPLAY", "WAYLAND_DISPLAY"].contains { !environment[$0, default: ""].isEmpty }
            guard hasScreen else { return nil }
        #endif
        // An empty or relative entry would mean the current folder.
        let folders = environment["PATH", default: ""].split(separator: ":").filter { $0.hasPrefix("/") }
        guard
            let opener = folders.map({ "\($0)/\(Self.openerName)" }).first(where: FileManager.default.isExecutableFile)
        else { return nil }
        self.opener = opener
        self.environment = ChildEnvironment(of: environment)
    }

    /// Opens an address; a failure is no error, since the address is also printed.
    func open(_ address: String) {
        try? environment.start(opener, [address])
    }
}
