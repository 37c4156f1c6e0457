import FunctionTestSupport
import Testing

@testable import FunctionRuntime

@Suite("A service's failure")
struct ServiceFailureTests {
    @Test(
        "gives its code without namespace or URL",
        arguments: [
            (
                #"{"__type":"com.amazon.coral.service#AccessDeniedException","Message":"m"}"#, "AccessDeniedException",
                "m"
            ),
            (#"{"__type":"ValidationException:http://internal","message":"m"}"#, "ValidationException", "m"),
            (#"{"message":"m"}"#, "HTTP400", "m"),
            (#"{"__type":"","message":7}"#, "HTTP400", "the answer gives no reason"),
            ("<html>no</html>", "HTTP400", "the answer gives no reason"), ("", "HTTP400", "the answer gives no reason"),
        ])
    func codes(_ body: String, _ code: String, _ message: String) {
        let failure = ServiceFailure(HTTPResponse(400, body), attempts: 1)
        #expect(failure.code == code)
        #expect(failure.message == message)
    }
}
