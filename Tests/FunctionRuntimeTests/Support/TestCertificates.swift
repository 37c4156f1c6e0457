import Foundation
import FunctionTestSupport

/// Certificates made for these tests in a temporary folder: our own root and the certificates it signed.
struct TestCertificates: Sendable {
    let folder: URL
    var root: String { folder.appending(path: "root.pem").path }
    var otherRoot: String { folder.appending(path: "other.pem").path }

    /// For `dynamodb.localhost`, `localhost` and 127.0.0.1.
    var valid: LocalServer.Identity { identity("valid") }
    /// For another name.
    var otherName: LocalServer.Identity { identity("name") }
    /// As `valid`, but expired since yesterday.
    var expired: LocalServer.Identity { identity("expired") }

    /// Made once for all tests; each test that needs them throws its failure.
    static let shared: Result<TestCertificates, any Error> = Result {
        let certificates = try TestCertificates()
        atexit { _ = try? FileManager.default.removeItem(at: TestCertificates.shared.get().folder) }
        return certificates
    }

    private init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "counter-certificates-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try makeRoot("root")
        try makeRoot("other")
        let names = "DNS:dynamodb.localhost,DNS:localhost,IP:127.0.0.1"
        try makeLeaf("valid", names: names, days: 2)
        try makeLeaf("name", names: "DNS:dynamodb.example,IP:127.0.0.2", days: 2)
        try makeLeaf("expired", names: names, days: -1)
    }

    private func identity(_ name: String) -> LocalServer.Identity {
        LocalServer.Identity(
            certificate: folder.appending(path: "\(name).pem").path, key: folder.appending(path: "\(name).key").path)
    }

    private func makeRoot(_ name: String) throws {
        try openssl(
            ["req", "-x509"] + Self.newKey + [
                "-keyout", "\(name).key", "-out", "\(name).pem", "-days", "2", "-subj", "/CN=Test \(name)", "-addext",
                "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign",
            ])
    }

    private func makeLeaf(_ name: String, names: String, days: Int) throws {
        try openssl(
            ["req"] + Self.newKey + [
                "-keyout", "\(name).key", "-out", "\(name).csr", "-subj", "/CN=dynamodb.localhost",
            ])
        try "subjectAltName=\(names)\n".write(
            to: folder.appending(path: "\(name).ext"), atomically: true, encoding: .utf8)
        try openssl([
            "x509", "-req", "-in", "\(name).csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days",
            String(days), "-extfile", "\(name).ext", "-out", "\(name).pem",
        ])
    }

    private static let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]

    private func openssl(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.currentDirectoryURL = folder
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw CertificateError(description: "openssl \(arguments[0]) failed; is the openssl command installed?")
        }
    }
}

struct CertificateError: Error, CustomStringConvertible {
    let description: String
}
