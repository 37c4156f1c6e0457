import Foundation
import HostTestSupport
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("The environment of a build and of a browser")
struct ChildEnvironmentTests {
    private static let given = [
        "PATH": "/usr/bin:/bin", "HOME": "/home/ann", "DISPLAY": ":0", "SDKROOT": "/sdk", "NO_PROXY": "a.example",
        "AWS_ACCESS_KEY_ID": "hush", "AWS_SECRET_ACCESS_KEY": "hush", "AWS_SESSION_TOKEN": "hush",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": "hush", "AWS_BEARER_TOKEN_BEDROCK": "hush",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "hush", "ACTIONS_RUNTIME_TOKEN": "hush",
        "HTTPS_PROXY": "http://ann:hush@proxy.example:3128/", "http_proxy": "ann:hush@p", "ALL_PROXY": "user:hush",
        "Ftp_Proxy": "http://ann:hu@sh@p:8",
    ]

    @Test("has what they need, and no key, token or password")
    func secrets() {
        let variables = ChildEnvironment(of: Self.given).variables
        #expect(
            variables == [
                "PATH": "/usr/bin:/bin", "HOME": "/home/ann", "DISPLAY": ":0", "SDKROOT": "/sdk",
                "NO_PROXY": "a.example", "HTTPS_PROXY": "http://proxy.example:3128", "http_proxy": "http://p:80",
                "Ftp_Proxy": "http://p:8",
            ])
    }

    @Test("is given to a program that nobody waits for")
    func children() async throws {
        let environment = ChildEnvironment(of: Self.given)
        let folder = try TemporaryFolder()
        let script = "env > \"$0.new\"; mv \"$0.new\" \"$0\""
        try environment.start("/bin/sh", ["-c", script, folder.path("seen")])
        while !FileManager.default.fileExists(atPath: folder.path("seen")) {
            try await Task.sleep(for: .milliseconds(10))
        }
        let seen = try String(contentsOfFile: folder.path("seen"), encoding: .utf8)
        #expect(seen.contains("HOME=/home/ann\n") && seen.contains("http_proxy=http://p:80\n"))
        #expect(!seen.contains("hush") && !seen.contains("hu@sh"))
    }

    @Test("is given to swift build")
    func build() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Array("// a package\n".utf8), as: "Package.swift")
        try folder.write(Array("#!/bin/sh\nenv; exit 1\n".utf8), as: "swift")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path("swift"))
        let environment = Self.given.merging(["PATH": "\(folder.path):/usr/bin:/bin"]) { $1 }
        let packager = Packager(packageRoot: folder.path, environment: environment)
        let error = await #expect(throws: PackageError.self) { try await packager.package(.executable("X")) }
        #expect(error?.reason.contains("HOME=/home/ann") == true)
        #expect(error?.reason.contains("hush") == false)
        #expect(error?.reason.contains("http_proxy=http://p:80") == true)
    }
}
