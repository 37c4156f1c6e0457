import Testing

@testable import AWSSigning

@Suite("Signature Version 4")
struct SigV4Tests {
    @Test("gives every step of the known vectors", arguments: SignatureVector.all)
    func everyStage(_ vector: SignatureVector) {
        let signer = SigV4(
            credentials: SignatureVector.credentials, region: vector.region, service: vector.service)
        let time = SigningTime(unixSeconds: SignatureVector.unixSeconds)
        let canonical = signer.canonicalRequest(for: vector.request, at: time)
        #expect(canonical.text == vector.canonicalRequest)
        #expect(signer.stringToSign(canonical, at: time) == vector.stringToSign)
        #expect(hexadecimal(signer.signingKey(at: time)) == vector.signingKey)

        let headers = signer.headers(for: vector.request, at: SignatureVector.unixSeconds)
        #expect(headers.map(\.name) == ["x-amz-date", "x-amz-security-token", "authorization"])
        #expect(headers[0].value == "20260115T123045Z")
        #expect(headers[1].value == SignatureVector.credentials.sessionToken)
        #expect(headers[2].value == vector.authorization)
        #expect(headers[2].value.hasSuffix("Signature=\(vector.signature)"))
    }

    private let plain = SigV4(
        credentials: Credentials(accessKeyID: "AKID", secretAccessKey: "secret"), region: "eu-west-1", service: "lambda"
    )

    private func request(_ headers: [(name: String, value: String)]) -> SignableRequest {
        SignableRequest(method: "GET", path: "/", headers: headers)
    }

    @Test("sends no token if the credentials have none")
    func noToken() {
        let headers = plain.headers(for: request([("host", "a")]), at: 0)
        #expect(headers.map(\.name) == ["x-amz-date", "authorization"])
        #expect(headers[1].value.contains("SignedHeaders=host;x-amz-date,"))
    }

    @Test("signs a retry anew: an earlier signature in the request changes nothing")
    func signsAnew() {
        let first = plain.headers(for: request([("host", "a")]), at: 100)
        let again = plain.headers(for: request([("host", "a")] + first), at: 200)
        let fresh = plain.headers(for: request([("host", "a")]), at: 200)
        #expect(again.map(\.value) == fresh.map(\.value))
        #expect(again[1].value != first[1].value)
    }

    @Test("depends on the day, the region, the service and the secret")
    func dependsOnScope() {
        func signature(_ secret: String, _ region: String, _ service: String, _ seconds: Int64) -> String {
            let signer = SigV4(
                credentials: Credentials(accessKeyID: "AKID", secretAccessKey: secret), region: region, service: service
            )
            return hexadecimal(signer.signingKey(at: SigningTime(unixSeconds: seconds)))
        }
        let keys: Set = [
            signature("s", "r", "v", 0), signature("t", "r", "v", 0), signature("s", "q", "v", 0),
            signature("s", "r", "w", 0), signature("s", "r", "v", 86_400),
        ]
        #expect(keys.count == 5)
        #expect(signature("s", "r", "v", 0) == signature("s", "r", "v", 86_399))
    }

    @Test("shows no secret when credentials are printed")
    func credentialsHideSecrets() {
        let credentials = Credentials(accessKeyID: "AKID", secretAccessKey: "hush", sessionToken: "quiet")
        var dumped = ""
        dump(credentials, to: &dumped)
        for text in ["\(credentials)", String(reflecting: credentials), dumped] {
            #expect(!text.contains("hush"))
            #expect(!text.contains("quiet"))
            #expect(text.contains("AKID"))
        }
    }
}
