import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A TLS server on a free port of this machine, with a certificate signed by its own root.
///
/// The `openssl` program makes both in a temporary folder that is removed with the server, so that neither can expire
/// in the repository.
final class TLSServer {
    let port: Int
    /// The root's certificate, for `AWS_CA_BUNDLE`.
    let rootPath: String
    private let folder: String
    private let process: Process

    struct Failed: Error {
        let step: String
    }

    /// - Parameters:
    ///   - name: the certificate's host.
    ///   - days: the certificate's lifetime from now; negative for an expired one.
    init(name: String = "localhost", days: Int = 2) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("counter-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        rootPath = "\(folder)/root.pem"
        let make = """
            set -e
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj '/CN=Test root' \
              -keyout root.key -out root.pem
            openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=\(name) \
              -keyout server.key -out server.csr
            echo 'subjectAltName=DNS:\(name)' > san
            openssl x509 -req -in server.csr -CA root.pem -CAkey root.key -CAcreateserial -days \(days) -extfile san \
              -out server.pem
            """
        let making = Self.process(["sh", "-c", make], in: folder)
        try making.run()
        making.waitUntilExit()
        guard making.terminationStatus == 0 else { throw Failed(step: "make certificates") }
        process = Self.process(
            ["openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", "server.pem", "-key", "server.key", "-www"],
            in: folder)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        // It prints `ACCEPT 127.0.0.1:<port>` as soon as it listens.
        var text = ""
        while !text.hasSuffix("\n") || !text.contains("ACCEPT ") {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { throw Failed(step: "listen") }
            text += String(decoding: data, as: UTF8.self)
        }
        let line = text.split(separator: "\n").first { $0.hasPrefix("ACCEPT ") } ?? ""
        guard let port = line.split(separator: ":").last.flatMap({ Int($0) }) else {
            throw Failed(step: "read the port")
        }
        self.port = port
    }

    /// Stops the program and removes the folder.
    func end() {
        // A child of a thread of Swift's pool inherits its signal mask, which blocks SIGTERM.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func process(_ command: [String], in folder: String) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        return process
    }
}
