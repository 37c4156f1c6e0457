import AWSDeployer

/// A guestbook: a table of its entries, and a function with a public URL that reads and writes them.
@main
struct Guestbook: AWSStack {
    static let name = "guestbook"

    static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {
        let entries = Table(stage.named("Entries"), partitionKey: .string("page"), sortKey: .number("at"))
        Function(
            stage.named("guestbook"), code: .executable("GuestbookFunction"), allows: [.readWrite(entries)],
            url: .public(cors: .init(origins: ["https://example.com"], methods: [.get, .post])),
            environment: ["TABLE_NAME": entries.name])
    }
}
