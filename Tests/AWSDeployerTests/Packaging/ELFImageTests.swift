import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("The reader of Linux binaries")
struct ELFImageTests {
    #if arch(x86_64)
        private static let machine: UInt16 = 62
    #else
        private static let machine: UInt16 = 183
    #endif

    @Test("recognises a static program")
    func staticProgram() async throws {
        let image = try ELFImage(try await TestBinary.bytes(.staticProgram))
        #expect(image.kind == .program)
        #expect(image.machine == Self.machine)
        #expect(image.interpreter == nil)
        #expect(image.needed.isEmpty)
    }

    @Test("distinguishes a static position-independent program from a library")
    func positionIndependent() async throws {
        let program = try ELFImage(try await TestBinary.bytes(.staticPositionIndependent))
        #expect(program.kind == .positionIndependentProgram)
        #expect(program.interpreter == nil)
        #expect(try ELFImage(try await TestBinary.bytes(.sharedLibrary)).kind == .sharedLibrary)
    }

    @Test("names the loader and the libraries that a program needs")
    func dynamicProgram() async throws {
        let image = try ELFImage(try await TestBinary.bytes(.dynamicProgram))
        #expect(image.interpreter?.contains("ld-linux") == true)
        #expect(image.needed == ["libm.so.6", "libc.so.6"])
    }

    @Test("recognises an object file")
    func object() async throws {
        #expect(try ELFImage(try await TestBinary.bytes(.object)).kind == .other(1))
    }

    @Test("refuses files without an ELF header, and other widths and byte orders")
    func otherFiles() async throws {
        #expect(throws: ELFError.notELF) { try ELFImage([]) }
        #expect(throws: ELFError.notELF) { try ELFImage(Array("#!/bin/sh\n".utf8)) }
        var bytes = try await TestBinary.bytes(.staticProgram)
        bytes[4] = 1
        #expect(throws: ELFError.thirtyTwoBit) { try ELFImage(bytes) }
        bytes[4] = 2
        bytes[5] = 2
        #expect(throws: ELFError.bigEndian) { try ELFImage(bytes) }
        bytes[5] = 9
        #expect(throws: ELFError.malformed("byte order 9")) { try ELFImage(bytes) }
    }

    @Test("never traps on a truncated binary", arguments: [TestBinary.Kind.staticProgram, .dynamicProgram])
    func truncation(of kind: TestBinary.Kind) async throws {
        let bytes = try await TestBinary.bytes(kind)
        for count in 0..<64 {
            #expect(throws: ELFError.self) { try ELFImage(Array(bytes.prefix(count))) }
        }
        for count in 64..<bytes.count { _ = try? ELFImage(Array(bytes.prefix(count))) }
    }

    @Test("never traps on a binary with any changed byte in its headers")
    func mutation() async throws {
        let bytes = try await TestBinary.bytes(.dynamicProgram)
        let reader = ByteReader(bytes)
        let dynamic = try #require(try Segment.all(in: reader).first { $0.type == Segment.dynamicType })
        let places = Array(0..<1024) + Array(Int(dynamic.offset)..<Int(dynamic.offset + dynamic.fileSize))
        for place in places where place < bytes.count {
            for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
                var changed = bytes
                changed[place] = value
                _ = try? ELFImage(changed)
            }
        }
    }

    @Test("never traps on the largest possible numbers")
    func extremes() async throws {
        let bytes = try await TestBinary.bytes(.dynamicProgram)
        let largest = [UInt8](repeating: 0xFF, count: 8)
        for place in stride(from: 16, to: min(1024, bytes.count - 8), by: 4) {
            var changed = bytes
            changed.replaceSubrange(place..<(place + 8), with: largest)
            _ = try? ELFImage(changed)
        }
    }
}

@Suite("A reader of bytes")
struct ByteReaderTests {
    private let reader = ByteReader([0x01, 0x02, 0x03, 0x04, 0x41, 0x42, 0x00, 0x43])

    @Test("reads little-endian numbers up to the last byte")
    func numbers() {
        #expect(reader.uint16(at: 0) == 0x0201)
        #expect(reader.uint32(at: 0) == 0x0403_0201)
        #expect(reader.uint64(at: 0) == 0x4300_4241_0403_0201)
        #expect(reader.uint64(at: 1) == nil)
        #expect(reader.uint16(at: 7) == nil)
        #expect(reader.byte(at: .max) == nil)
        #expect(reader.bytes(at: 8, count: 0)?.isEmpty == true)
        #expect(reader.bytes(at: 1, count: .max) == nil)
    }

    @Test("reads text up to its zero byte, and not further than allowed")
    func text() {
        #expect(reader.text(at: 4, atMost: 100) == "AB")
        #expect(reader.text(at: 4, atMost: 2) == nil)
        #expect(reader.text(at: 7, atMost: 100) == nil)
        #expect(reader.text(at: .max, atMost: .max) == nil)
    }
}
