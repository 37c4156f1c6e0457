import Testing

@testable import FunctionRuntime

@Suite("A function URL's event")
struct FunctionURLEventTests {
    /// The example of AWS's documentation, payload format 2.0.
    static let example = """
        {"version":"2.0","routeKey":"$default","rawPath":"/","rawQueryString":"page=blog&a=1",
         "cookies":["k=v"],"headers":{"host":"x","x-forwarded-for":"203.0.113.7"},
         "queryStringParameters":{"a":"1","page":"blog"},
         "requestContext":{"accountId":"anonymous","apiId":"id","authentication":null,"authorizer":null,
           "http":{"method":"GET","path":"/","protocol":"HTTP/1.1","sourceIp":"203.0.113.7","userAgent":"curl/8 \\u00e9"},
           "requestId":"6f3c","routeKey":"$default","stage":"$default","timeEpoch":1768480245123},
         "body":null,"pathParameters":null,"isBase64Encoded":false,"stageVariables":null}
        """

    private func read(_ text: String) throws(EventError) -> FunctionURLEvent { try FunctionURLEvent(Array(text.utf8)) }

    @Test("gives its method, path and query")
    func example() throws {
        let event = try read(Self.example)
        #expect(event.method == "GET")
        #expect(event.path == "/")
        #expect(event.rawQuery == "page=blog&a=1")
    }

    @Test("may lack everything else")
    func minimal() throws {
        let event = try read(#"{"requestContext":{"http":{"method":"HEAD"}},"rawPath":null}"#)
        #expect(event.method == "HEAD")
        #expect(event.path == "/")
        #expect(event.rawQuery == "")
    }

    @Test(
        "is distinguished from other events and from invalid text",
        arguments: [
            ("", "Function.EventMalformed"), ("{", "Function.EventMalformed"),
            ("\u{FEFF}{}", "Function.EventMalformed"),
            ("null", "Function.EventUnknown"), ("{}", "Function.EventUnknown"), ("[]", "Function.EventUnknown"),
            (#"{"Records":[]}"#, "Function.EventUnknown"),
            (#"{"requestContext":{"http":{"method":1}}}"#, "Function.EventUnknown"),
            (#"{"requestContext":"http"}"#, "Function.EventUnknown"),
        ])
    func others(_ text: String, _ type: String) {
        do throws(EventError) {
            _ = try read(text)
            Issue.record("it was read")
        } catch {
            #expect(error.type == type)
        }
    }
}
