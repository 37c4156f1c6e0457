import AWSSigning
import Foundation
import Testing

@Suite("AWS's test suite for Signature Version 4")
struct AWS4TestSuiteTests {
    @Test("exists, and all its cases are accounted for")
    func isComplete() throws {
        let names = AWS4TestSuite.names()
        try #require(
            !names.isEmpty,
            "\(AWS4TestSuite.folder.path) is missing or empty: run scripts/test once, which puts the suite there")
        let applied = names.filter { AWS4TestSuite.notApplicable[$0] == nil }
        #expect(applied.count + AWS4TestSuite.notApplicable.count == names.count)
        #expect(names.count >= 34)
    }

    @Test("agrees at every step", arguments: AWS4TestSuite.names().filter { AWS4TestSuite.notApplicable[$0] == nil })
    func agrees(_ name: String) throws {
        let testCase = try AWS4TestSuite.load(name)
        let request = try signable(testCase.request)
        let signer = SigV4(credentials: credentials(for: testCase), region: "us-east-1", service: "service")
        let time = SigningTime(unixSeconds: 1_440_938_160)  // 2015-08-30T12:36:00Z

        let canonical = signer.canonicalRequest(for: request, at: time)
        #expect(canonical.text == testCase.canonicalRequest)
        #expect(signer.stringToSign(canonical, at: time) == testCase.stringToSign)
        let headers = signer.headers(for: request, at: time.unixSeconds)
        #expect(headers.last?.value == testCase.authorization)
    }

    /// The suite's own keys; if a case signs a token, it comes from the canonical request.
    private func credentials(for testCase: AWS4TestCase) -> Credentials {
        let prefix = "x-amz-security-token:"
        let line = testCase.canonicalRequest.split(separator: "\n").first { $0.hasPrefix(prefix) }
        return Credentials(
            accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            sessionToken: line.map { String($0.dropFirst(prefix.count)) })
    }

    /// Parses a raw request: the path is everything between the method and the version, including spaces.
    private func signable(_ raw: String) throws -> SignableRequest {
        let halves = raw.split(separator: "\n\n", maxSplits: 1)
        var lines = halves[0].split(separator: "\n").map(String.init)
        let start = lines.removeFirst()
        let method = try #require(start.split(separator: " ").first)
        let target = start.dropFirst(method.count + 1).dropLast(" HTTP/1.1".count)
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var headers: [(name: String, value: String)] = []
        for line in lines {
            if line.hasPrefix(" "), let last = headers.popLast() {
                headers.append((last.name, "\(last.value)\n\(line)"))
            } else {
                let name = line.prefix { $0 != ":" }
                headers.append((String(name), String(line.dropFirst(name.count + 1))))
            }
        }
        return SignableRequest(
            method: String(method), path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : "",
            headers: headers, body: halves.count > 1 ? Array(halves[1].utf8) : [])
    }
}
