import Testing

@testable import AWSTestSupport

@Suite("The text of a creation")
struct SchemaTests {
    @Test("shows these properties and leaves out the others, which say little beside them")
    func shown() {
        for kind in TestedKind.all {
            #expect(kind.shown.bySchema == kind.shown.expected || kind.sample == nil, "\(kind.type)")
        }
    }
}
