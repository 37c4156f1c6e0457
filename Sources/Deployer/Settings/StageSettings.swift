/// What a stage's file may say: a type that reads its keys, and is complete when it has.
///
/// ```swift
/// struct GuestbookSettings: StageSettings {
///     let memoryMiB: Int
///     let title: String
///
///     init(from reader: SettingsReader) {
///         memoryMiB = reader.integer("memoryMiB", default: 128, in: 128...10_240)
///         title = reader.string("title", matching: "1 to 80 characters") { (1...80).contains($0.count) }
///     }
/// }
/// ```
///
/// A key that no one asks for is refused, so a misspelt one does not go unseen. Where something is wrong the reader goes on
/// with a stand-in, to find all that is wrong in one run; the half-read value is then thrown away.
public protocol StageSettings: Sendable {
    /// Reads the keys.
    init(from reader: SettingsReader) throws
}

/// The settings of a stack that has none of its own.
public struct NoSettings: StageSettings {
    /// Reads nothing.
    public init(from reader: SettingsReader) {}
}
