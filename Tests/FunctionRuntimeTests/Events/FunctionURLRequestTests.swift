import Testing

@testable import FunctionRuntime

@Suite("A request to a function URL")
struct FunctionURLRequestTests {
    private func event(_ members: String) throws(EventError) -> FunctionURLEvent {
        try FunctionURLEvent(Array(#"{"requestContext":{"http":{"method":"POST"}},\#(members)}"#.utf8))
    }

    @Test("has its headers under their names in any case")
    func headers() throws {
        let event = try event(#""headers":{"content-type":"text/plain","X-A":"1,2","x-b":7}"#)
        #expect(event.header("Content-Type") == "text/plain")
        #expect(event.header("x-a") == "1,2")
        #expect(event.header("x-b") == nil && event.header("x-c") == nil)
        #expect(event.headers.map(\.name) == ["content-type", "X-A"])
        #expect(try self.event(#""headers":null"#).headers.isEmpty)
    }

    @Test("has its body as bytes, however Lambda passes it")
    func body() throws {
        #expect(try event(#""body":"a=\u00e9""#).body == Array("a=é".utf8))
        #expect(try event(#""body":"AP/+","isBase64Encoded":true"#).body == [0, 255, 254])
        #expect(try event(#""body":"AP/+","isBase64Encoded":false"#).body == Array("AP/+".utf8))
        for none in [#""body":null"#, #""isBase64Encoded":true"#, #""body":"""#] {
            #expect(try event(none).body.isEmpty)
        }
    }

    @Test("may be answered without its body, which is an error only if it is read and no Base64")
    func badBody() throws {
        let event = try event(#""body":"AP/","isBase64Encoded":true"#)
        #expect(event.method == "POST")
        #expect(throws: EventError(type: "Function.EventMalformed", message: "the event's body is no Base64")) {
            try event.body
        }
    }

    @Test("has its query parameters decoded")
    func query() throws {
        let event = try event(#""rawQueryString":"name=J%C3%B6rg+K&empty=&bare&bad=%ff&name=2""#)
        #expect(event.query("name") == "Jörg K")
        #expect(event.query("empty") == "" && event.query("bare") == "")
        #expect(event.query("bad") == nil && event.query("other") == nil)
        #expect(event.parameter("bad") == .unreadable && event.parameter("other") == .missing)
    }

    @Test("has no parameter under a name that is spelt with other bytes")
    func spelling() {
        #expect(QueryParameter("\u{E9}", in: "e%CC%81=1") == .missing)
        #expect(QueryParameter("\u{E9}", in: "%C3%A9=1") == .value("1"))
    }

    @Test("has its cookies as the browser sent them, under their exact names")
    func cookies() throws {
        let event = try event(#""cookies":["a=1","ab=2=3; x","A=\"4\"","a=5","bare",7,"=6","\u00e9=8"]"#)
        #expect(event.cookies == ["a=1", "ab=2=3; x", "A=\"4\"", "a=5", "bare", "=6", "é=8"])
        #expect(event.cookie("a") == "1" && event.cookie("ab") == "2=3; x" && event.cookie("A") == "\"4\"")
        #expect(event.cookie("bare") == nil && event.cookie("b") == nil && event.cookie("e\u{301}") == nil)
        for none in [#""cookies":null"#, #""cookies":"a=1""#, #""rawPath":"/""#] {
            #expect(try self.event(none).cookies.isEmpty)
        }
    }

    @Test("of a test is as one that was read")
    func own() throws {
        let own = FunctionURLEvent(
            method: "POST", path: "/a", rawQuery: "b=1", headers: [HTTPHeader(name: "c", value: "d")],
            cookies: ["f=g"], body: "e")
        let read = try event(
            #""rawPath":"/a","rawQueryString":"b=1","headers":{"c":"d"},"cookies":["f=g"],"body":"e""#)
        #expect(own == read)
        let image = FunctionURLEvent(method: "POST", body: [0, 255, 254])
        #expect(try image == event(#""body":"AP/+","isBase64Encoded":true"#))
        #expect(try image.body == [0, 255, 254])
    }

    private func text(_ response: FunctionURLResponse) -> String { String(decoding: response.payload, as: UTF8.self) }

    @Test("is answered with JSON, text or nothing")
    func responses() {
        let header = HTTPHeader(name: "Location", value: "/b")
        #expect(
            text(.json(["a": [1, true]]))
                == #"{"statusCode":200,"headers":{"Content-Type":"application/json"},"#
                + #""body":"{\"a\":[1,true]}","isBase64Encoded":false}"#)
        #expect(
            text(.text("é\n", status: 404, headers: [header]))
                == #"{"statusCode":404,"headers":{"Content-Type":"text/plain; charset=utf-8","Location":"/b"},"#
                + #""body":"é\n","isBase64Encoded":false}"#)
        #expect(text(.empty()) == #"{"statusCode":204,"headers":{},"body":"","isBase64Encoded":false}"#)
        #expect(FunctionURLResponse.empty(status: 303, headers: [header]).headers == [header])
    }

    @Test("is answered with bytes, which Lambda decodes")
    func binaryResponse() throws {
        #expect(
            text(.bytes([0, 255, 254], type: "image/png", headers: [HTTPHeader(name: "ETag", value: "1")]))
                == #"{"statusCode":200,"headers":{"Content-Type":"image/png","ETag":"1"},"body":"AP/+","#
                + #""isBase64Encoded":true}"#)
        #expect(text(.bytes([], type: "a/b", status: 201)).hasSuffix(#""body":"","isBase64Encoded":true}"#))
    }

    @Test("is answered with any number of cookies, whatever the body")
    func cookiesInResponses() {
        let cookies = ["a=1; HttpOnly", "b=\"2\""]
        let responses: [FunctionURLResponse] = [
            .json([:], cookies: cookies), .text("", cookies: cookies), .bytes([], type: "a/b", cookies: cookies),
            .empty(cookies: cookies), FunctionURLResponse(status: 200, cookies: cookies),
        ]
        for response in responses {
            #expect(text(response).hasSuffix(#","cookies":["a=1; HttpOnly","b=\"2\""]}"#))
        }
    }
}
