import Foundation
import HostSystem

@testable import AWSClient

extension FuzzedParser {
    /// The parsers of the deployer's client, for answers of AWS or of someone in its place, and for a user's files.
    static let client = [
        FuzzedParser(name: "client-xml", check: checkXML),
        FuzzedParser(name: "client-error", check: checkError),
        FuzzedParser(name: "client-ini", check: checkINI),
        FuzzedParser(name: "client-profile", check: checkProfile),
        FuzzedParser(name: "client-endpoint", check: checkEndpoint),
    ]

    private static func checkXML(_ bytes: [UInt8]) throws {
        guard let root = XMLReader.read(Data(bytes)) else { return }
        try always(depth(root) <= 64, "a tree of depth \(depth(root))")
        // A document's own entities would expand the text.
        try always(characters(root) <= bytes.count * 3, "\(characters(root)) characters out of \(bytes.count) bytes")
    }

    private static func depth(_ node: XMLNode) -> Int { 1 + (node.children.map(depth).max() ?? 0) }

    private static func characters(_ node: XMLNode) -> Int {
        node.text.utf8.count + node.children.reduce(0) { $0 + characters($1) }
    }

    /// The first byte chooses the service, and so the protocol.
    private static func checkError(_ bytes: [UInt8]) throws {
        guard let first = bytes.first else { return }
        let service = Service.all[Int(first) % Service.all.count]
        let status = 300 + Int(first)
        let body = Data(bytes.dropFirst())
        let headers = [(name: "x-amzn-ErrorType", value: text(bytes.dropFirst().prefix(40)))]
        let response = HTTPResponse(status: status, headers: first & 1 == 0 ? [] : headers, body: body)
        let error = ServiceError(decoding: response, of: ServiceOperation(service, "Anything", .read))
        try always(!error.code.isEmpty, "an error without a code")
        try same(error.status, status, "the status")
    }

    /// A value that is read, written and read again is the same.
    private static func checkINI(_ bytes: [UInt8]) throws {
        guard let file = try? INIFile(parsing: text(bytes)) else { return }
        try same((try? INIFile(parsing: written(file)))?.sections, file.sections, "read, written, read")
    }

    private static func written(_ file: INIFile) -> String {
        file.sections.map { name, section in
            let lines = section.flatMap { key, entry in
                ["\(key) = \(indented(entry.text))"] + entry.block.map { "  \($0.key) = \($0.value)" }
            }
            return (["[\(name)]"] + lines).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// This cuts at scalars: a combining character may be at the start of a line.
    private static func indented(_ text: String) -> String {
        text.unicodeScalars.split(separator: "\n").map(String.init).joined(separator: "\n  ")
    }

    /// Checks both shared files and the keys in them; an error never shows a value.
    private static func checkProfile(_ bytes: [UInt8]) throws {
        guard let file = try? SharedFile("/files", InputFile.Content(data: Data(bytes))),
            let configuration = try? SharedConfiguration(
                environment: [:], profile: nil, config: file, credentials: file)
        else { return }
        _ = (configuration.region, configuration.value("max_attempts"))
        _ = try? SSOSettings(configuration.profile, configuration)
        for file in [ProfileCredentials.File.credentials, .config] {
            _ = try? ProfileCredentials(configuration.profile, in: file, configuration).credentials()
        }
        _ = try? EndpointSettings(environment: [:], configuration: configuration)
            .endpoint(for: .dynamoDB, region: configuration.region?.name ?? "eu-west-1")
    }

    /// A host has no character that could end a header or smuggle in a user.
    private static func checkEndpoint(_ bytes: [UInt8]) throws {
        let url = text(bytes)
        for service in Service.all { _ = try? Endpoint(for: service, region: url) }
        _ = RequestURL.hostForErrors(url)
        guard let endpoint = try? Endpoint(custom: url, region: "eu-west-1", setting: "A") else { return }
        let isPlain = endpoint.url.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "@") }
        try always(isPlain, "the endpoint \(endpoint.url)")
        let again = try? Endpoint(custom: endpoint.url, region: "eu-west-1", setting: "A")
        try same(again, endpoint, "read, written, read")
    }
}
