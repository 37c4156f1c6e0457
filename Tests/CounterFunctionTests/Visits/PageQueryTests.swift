import Testing

@testable import CounterFunction

@Suite("A query for a page")
struct PageQueryTests {
    @Test(
        "is parsed as browsers write it",
        arguments: [
            ("", PageQuery.none), ("x=1", .none), ("Page=a", .none), ("pages=a", .none), ("&&", .none),
            ("=page", .none),
            ("page=a", .page("a")), ("page=", .page("")), ("page", .page("")), ("x=1&page=a&page=b", .page("a")),
            ("page=a=b", .page("a=b")), ("page=a+b", .page("a b")), ("page=a%20b", .page("a b")),
            ("page=a%2Bb", .page("a+b")),
            ("page=%C3%A9", .page("é")), ("page=é", .page("é")), ("page=%F0%9F%98%80", .page("😀")),
            ("p%61ge=a", .page("a")),
            ("page=a%26b", .page("a&b")), ("page=%00", .page("\0")), ("%zz=1&page=a", .page("a")),
            ("page=%", .unreadable), ("page=%4", .unreadable), ("page=%zz", .unreadable), ("page=%ff", .unreadable),
            ("page=%C3", .unreadable), ("page=%ED%A0%80", .unreadable), ("page=%zz&page=a", .unreadable),
        ])
    func reading(_ query: String, _ expected: PageQuery) {
        #expect(PageQuery(query) == expected)
    }
}
