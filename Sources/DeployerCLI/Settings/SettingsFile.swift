import Deployer
public import Foundation

/// The file of one stage's settings: `config/<stage>.json`, or the one that was named.
public struct SettingsFile: Sendable {
    /// The stage's name, as `prod`.
    public let stage: String
    /// Where it is, as people are told.
    public let path: String
    private let document: JSONValue

    /// The largest file that is read, in bytes; a settings file has a few hundred.
    private static let largest = 1 << 20

    /// Finds and reads the file of a stage.
    ///
    /// - Parameters:
    ///   - stage: the stage's name.
    ///   - config: a folder of such files, or one file, as typed; nil for `config` in the package's folder.
    ///   - packageRoot: the folder of the package that describes the stack.
    ///   - currentFolder: where a relative `config` begins.
    ///   - allowsPattern: whether the name may end in a `*`, for all stages that begin so and share the file.
    /// - Throws: ``UsageError`` where there is no such stage, ``SettingsError`` where the file cannot be used.
    public init(stage: String, config: String?, packageRoot: String, currentFolder: String, allowsPattern: Bool = false)
        throws
    {
        try StageName.check(stage, allowsPattern: allowsPattern)
        let place = config.map { Self.absolute($0, from: currentFolder) } ?? Self.absolute("config", from: packageRoot)
        let path = try SettingsFolder(path: place, wasNamed: config != nil).file(of: stage)
        let shown = Self.shorten(path, from: currentFolder)
        let data: Data
        do {
            data = try InputFile.read(path, largest: Self.largest)
        } catch {
            switch error {
            case .unreadable(let reason): throw SettingsError(file: shown, "cannot be read: \(reason)")
            case .tooLarge:
                throw SettingsError(file: shown, "is larger than 1 MiB, so it is hardly a settings file")
            }
        }
        try self.init(stage: stage, path: shown, contents: data)
    }

    /// A file whose contents are known already, as in a test.
    ///
    /// - Throws: ``SettingsError`` where it is no JSON object.
    public init(stage: String, path: String, contents: Data) throws {
        self.stage = stage
        self.path = path
        do {
            document = try JSONReader.value(contents)
        } catch {
            throw SettingsError(file: path, error.reason)
        }
        guard case .object = document else {
            throw SettingsError(file: path, "is \(SettingsProblem.shown(document)), and not an object in braces")
        }
    }

    /// What the file says, as a type that knows its keys.
    ///
    /// - Throws: ``SettingsError`` with everything that is wrong with the file, or what `Settings` throws.
    public func read<Settings: StageSettings>(_ type: Settings.Type = Settings.self) throws -> Settings {
        let reader = SettingsReader(document, stage: stage)
        do {
            let settings = try Settings(from: reader)
            try reader.finish(file: path)
            return settings
        } catch let error as SettingsError {
            throw error
        } catch {
            // What the reader knows is worth more than an error that may only follow from it.
            try reader.finish(file: path)
            throw error
        }
    }

    private static func absolute(_ path: String, from folder: String) -> String {
        path.hasPrefix("/") ? path : "\(folder)/\(path)"
    }

    private static func shorten(_ path: String, from folder: String) -> String {
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
    }
}

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
