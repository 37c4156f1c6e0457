import Testing

@testable import FunctionRuntime

@Suite("A parameter of a query")
struct QueryParameterTests {
    @Test(
        "is parsed as browsers write it",
        arguments: [
            ("", QueryParameter.missing), ("x=1", .missing), ("Page=a", .missing), ("pages=a", .missing),
            ("&&", .missing),
            ("=page", .missing),
            ("page=a", .value("a")), ("page=", .value("")), ("page", .value("")), ("x=1&page=a&page=b", .value("a")),
            ("page=a=b", .value("a=b")), ("page=a+b", .value("a b")), ("page=a%20b", .value("a b")),
            ("page=a%2Bb", .value("a+b")),
            ("page=%C3%A9", .value("é")), ("page=é", .value("é")), ("page=%F0%9F%98%80", .value("😀")),
            ("p%61ge=a", .value("a")),
            ("page=a%26b", .value("a&b")), ("page=%00", .value("\0")), ("%zz=1&page=a", .value("a")),
            ("page=%", .unreadable), ("page=%4", .unreadable), ("page=%zz", .unreadable), ("page=%ff", .unreadable),
            ("page=%C3", .unreadable), ("page=%ED%A0%80", .unreadable), ("page=%zz&page=a", .unreadable),
        ])
    func reading(_ query: String, _ expected: QueryParameter) {
        #expect(QueryParameter("page", in: query) == expected)
    }
}
