import AWSSigning
import Foundation
import HostTestSupport
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("The packager")
struct PackagerTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func refusal(_ path: String) async -> PackageError? {
        await #expect(throws: PackageError.self) {
            try await Packager(packageRoot: "/nowhere").package(.binary(path: path))
        }
    }

    @Test("packs a static binary and describes it")
    func packs() async throws {
        let path = try await TestBinary.make(.staticProgram, in: folder)
        let package = try await Packager(packageRoot: "/nowhere").package(.binary(path: path))
        #expect(package.sha256 == Data(SHA256.digest(of: [UInt8](package.zip))).base64EncodedString())
        #expect(["x86_64", "arm64"].contains(package.architecture))
    }

    @Test("gives the same bytes for the same binary under another name and with another time")
    func reproducible() async throws {
        let first = try await TestBinary.make(.staticProgram, in: folder)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: first))
        let second = try folder.write(Array(bytes), as: "another", mode: 0o500)
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: second)
        let packager = Packager(packageRoot: "/nowhere")
        #expect(try await packager.package(.binary(path: first)) == packager.package(.binary(path: second)))
    }

    @Test("uses the given binary and does not build")
    func override() async throws {
        let path = try await TestBinary.make(.staticPositionIndependent, in: folder)
        let other = try await TestBinary.make(.staticProgram, in: folder)
        let packager = Packager(packageRoot: "/nowhere", binaries: ["alto": path])
        let package = try await packager.package(.binary(path: path))
        #expect(try await packager.package(.executable("Any"), of: "alto") == package)
        #expect(try await packager.package(.binary(path: other), of: "alto") == package)
        #expect(try await packager.package(.binary(path: other), of: "bass") != package)
    }

    @Test("that builds nothing packs only functions with a given binary")
    func someFunctions() async throws {
        let path = try await TestBinary.make(.staticProgram, in: folder)
        let packager = Packager(packageRoot: "/nowhere", builds: false, binaries: ["alto": path])
        #expect(packager.packs("alto") && !packager.packs("bass"))
        #expect(throws: Never.self) { try packager.check(.binary(path: "/nowhere"), of: "bass") }
        await #expect(throws: PackageError.self) { try await packager.package(.binary(path: path), of: "bass") }
    }

    @Test("packs each code only once, even if the file is gone")
    func once() async throws {
        let path = try await TestBinary.make(.staticProgram, in: folder)
        let packager = Packager(packageRoot: "/nowhere")
        let first = try await packager.package(.binary(path: path))
        try FileManager.default.removeItem(atPath: path)
        #expect(try await packager.package(.binary(path: path)) == first)
    }

    @Test("refuses a path without a readable file")
    func noFile() async throws {
        #expect(await refusal(folder.path("missing"))?.reason == "There is no such file.")
        #expect(await refusal(folder.path)?.reason == "It is a folder.")
        #expect(await refusal("/dev/zero")?.reason == "It is not a regular file.")
        #expect(await refusal(try folder.write([], as: "empty"))?.reason == "It is empty.")
    }

    @Test("refuses files that are no program for Lambda, each with its reason")
    func noProgram() async throws {
        let script = try folder.write(Array("#!/bin/sh\n".utf8), as: "script")
        #expect(await refusal(script)?.reason == "It is not a Linux binary (no ELF header).")
        let library = try await TestBinary.make(.sharedLibrary, in: folder)
        #expect(await refusal(library)?.reason == "It is a shared library, not a program.")
        let object = try await TestBinary.make(.object, in: folder)
        #expect(await refusal(object)?.reason == "It is an object file (ELF type 1), not a program.")
    }

    @Test("names the shared libraries that a binary needs")
    func sharedLibraries() async throws {
        let path = try await TestBinary.make(.dynamicProgram, in: folder)
        let error = await refusal(path)
        #expect(error?.reason == "It needs shared libraries: libm.so.6, libc.so.6.")
        #expect(error?.subject == path)
        #expect(error?.advice.contains("-static-executable") == true)
    }

    @Test("names the processor of a binary for another one", arguments: [(243, "243, RISC-V"), (999, "999")])
    func machine(number: Int, named: String) async throws {
        var bytes = try await TestBinary.bytes(.staticProgram)
        bytes[18] = UInt8(number & 0xFF)
        bytes[19] = UInt8(number >> 8)
        let error = await refusal(try folder.write(bytes, as: "other"))
        #expect(error?.reason == "It is for another processor (ELF machine \(named)).")
    }

    @Test("reads the architecture from the header, not from this machine", arguments: [(62, "x86_64"), (183, "arm64")])
    func architecture(number: UInt8, named: String) async throws {
        var bytes = try await TestBinary.bytes(.staticProgram)
        (bytes[18], bytes[19]) = (number, 0)
        let path = try folder.write(bytes, as: "other")
        let package = try await Packager(packageRoot: "/nowhere").package(.binary(path: path))
        #expect(package.architecture == named)
    }

    @Test("refuses a binary for another processor than this machine's, if a local AWS runs it here")
    func localProcessor() async throws {
        var bytes = try await TestBinary.bytes(.staticProgram)
        (bytes[18], bytes[19]) = (183, 0)
        let path = try folder.write(bytes, as: "arm")
        let packager = Packager(packageRoot: "/nowhere", binaries: ["x": path], localProcessor: "x86_64")
        let error = await #expect(throws: PackageError.self) { try await packager.package(.executable("X"), of: "x") }
        #expect(error?.reason == "It is for another processor, arm64.")
        #expect(error?.advice == "The local AWS runs functions on this machine: build it for x86_64.")
        #expect(throws: PackageError.self) { try packager.check(.executable("X"), of: "x") }
    }

    @Test("checks existing binaries, and not those that it will build")
    func check() throws {
        #expect(throws: PackageError.self) {
            try Packager(packageRoot: "/").check(.binary(path: "/nowhere"), of: "x")
        }
        #expect(throws: Never.self) { try Packager(packageRoot: "/").check(.executable("X"), of: "x") }
        #expect(throws: Never.self) { try Packager().check(.binary(path: "/nowhere"), of: "x") }
    }

    @Test("refuses a binary without its run bit, for root too")
    func runBit() async throws {
        let bytes = try await TestBinary.bytes(.staticProgram)
        let path = try folder.write(bytes, as: "plain", mode: 0o644)
        let error = await refusal(path)
        #expect(error?.reason == "It may not be run: its run bit is not set.")
        #expect(error?.advice == "Set it: `chmod +x \(path)`.")
    }

    @Test("refuses a binary whose zip is larger than Lambda accepts")
    func size() async throws {
        var bytes = try await TestBinary.bytes(.staticProgram)
        // Random bytes do not compress.
        let source = try #require(FileHandle(forReadingAtPath: "/dev/urandom"))
        bytes += try #require(try source.read(upToCount: 51 << 20))
        let error = await refusal(try folder.write(bytes, as: "large"))
        #expect(error?.reason == "Zipped it has 51 MiB; Lambda takes at most 50 MiB.")
    }

    @Test("that packs nothing says so, and reads nothing")
    func nothing() async throws {
        let packager = Packager()
        #expect(!packager.packs("x"))
        let error = await #expect(throws: PackageError.self) {
            try await packager.package(.binary(path: "/dev/zero"), of: "x")
        }
        #expect(error?.reason == "This command packs no code.")
    }

    @Test("explains an error by what, why and what to do")
    func explains() async throws {
        let explanation = PackageError("a", reason: "b", advice: "c").explanation
        #expect(explanation.what == "the function's code a cannot be used")
        #expect(explanation.why == "b")
        #expect(explanation.advice == "c")
        #expect(explanation.exitCode == .failed)
    }
}
