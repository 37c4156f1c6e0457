import AWSDeployer

/// The settings of a stage in `config/<stage>.json`; `config/schema.json` describes the same for editors.
struct CounterSettings: StageSettings {
    /// The page that a visit without a name counts.
    static let mainPage = "main_page"

    /// The web sites whose pages may count.
    let allowedOrigins: [String]
    /// The pages that can be counted, the main page first.
    let pages: [String]
    /// The function's memory.
    let memoryMiB: Int
    /// How long one visit may take at most.
    let timeoutSeconds: Int
    /// The most visits at once, reserved from the account's concurrency; nil for no limit but the account's.
    let maxConcurrency: Int?
    /// The most visits that the table counts a second; nil for no limit but DynamoDB's.
    let maxWritesPerSecond: Int?
    /// How long the function's log is kept.
    let logRetention: LogRetention
    /// Whether the table refuses to be deleted and can be restored to any second.
    let protection: Bool

    init(from reader: SettingsReader) {
        allowedOrigins = reader.strings(
            "allowedOrigins", count: 1...100,
            each: "* or scheme, host and port in lower case, as https://www.example.com", Self.isOrigin)
        let further = reader.strings(
            "pages", default: [], count: 0...50, each: "1 to 64 letters, digits, _ or -", Self.isPage)
        pages = [Self.mainPage] + further.filter { $0 != Self.mainPage }
        memoryMiB = reader.integer("memoryMiB", default: 128, in: 128...10_240)
        timeoutSeconds = reader.integer("timeoutSeconds", default: 10, in: 1...900)
        // Nil means no limit; with zero no visit would be counted.
        maxConcurrency = reader.optionalInteger("maxConcurrency", in: 1...1_000_000)
        maxWritesPerSecond = reader.optionalInteger("maxWritesPerSecond", in: 1...1_000_000)
        let days = reader.optionalInteger("logRetentionDays", default: 14, oneOf: LogRetention.allowedDays)
        logRetention = days.map { .days($0) } ?? .never
        protection = reader.flag("protection", default: false)
    }

    /// Whether a text is an `Origin` as a browser sends it, or `*`: in lower case, no path, no slash at the end.
    static func isOrigin(_ text: String) -> Bool {
        if text == "*" { return true }
        guard text.count <= 253, let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { return false }
        let host = text.dropFirst(scheme.count)
        return !host.isEmpty
            && host.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || ".-_:[]".contains($0)) }
    }

    /// Whether a text may name a page: it becomes an item's key, a part of a policy and of a list with commas.
    static func isPage(_ text: String) -> Bool {
        (1...64).contains(text.count)
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) }
    }
}
