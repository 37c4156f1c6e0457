package import Deployer
public import Foundation
import HostSystem

/// The settings file of one stage: `config/<stage>.json`, or the file that `--config` names.
public struct SettingsFile: Sendable {
    /// The stage's name, such as `prod`.
    public let stage: String
    /// The file's path, as messages show it.
    public let path: String
    /// Whether the file exists; otherwise there are no settings.
    public private(set) var exists = true
    private let document: JSONValue

    /// The largest file that is read, in bytes; a settings file has a few hundred.
    private static let largest = 1 << 20

    /// Finds and reads the file of a stage.
    ///
    /// - Parameters:
    ///   - stage: the stage's name.
    ///   - config: a folder of such files, or one file, as typed; nil for `config` in the package's folder.
    ///   - packageRoot: the folder of the package that describes the stack.
    ///   - currentFolder: the folder that a relative `config` starts from.
    ///   - allowsPattern: whether the name may end in `*`: all stages with that prefix then share the file.
    ///   - isOptional: whether there may be no settings at all: neither a `config` nor a folder in the package.
    /// - Throws: ``/Deployer/UsageError`` if there is no such stage, ``SettingsError`` if the file cannot be used.
    public init(
        stage: String, config: String?, packageRoot: String, currentFolder: String, allowsPattern: Bool = false,
        isOptional: Bool = false
    ) async throws {
        try StageName.check(stage, allowsPattern: allowsPattern)
        let place = config.map { Self.absolute($0, from: currentFolder) } ?? Self.absolute("config", from: packageRoot)
        if isOptional, config == nil, !FileManager.default.fileExists(atPath: place) {
            let path = Self.shorten("\(place)/\(stage).json", from: currentFolder)
            try self.init(stage: stage, path: path, contents: Data("{}".utf8))
            exists = false
            return
        }
        let path = try SettingsFolder(path: place, wasNamed: config != nil).file(of: stage)
        let shown = Self.shorten(path, from: currentFolder)
        let data: Data
        do {
            data = try await InputFile.contents(of: path, largestBytes: Self.largest)
        } catch InputFile.Problem.tooLarge {
            throw SettingsError(file: shown, "is larger than 1 MiB, so it is hardly a settings file")
        } catch let problem as InputFile.Problem {
            throw SettingsError(file: shown, "cannot be read: \(problem.reason)")
        }
        try self.init(stage: stage, path: shown, contents: data)
    }

    /// A file whose contents are already known, for example in a test.
    ///
    /// - Throws: ``SettingsError`` if it is not a JSON object.
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

    /// Reads the file's settings as a type that knows its keys.
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
            // The reader's problems come first: this error may only follow from them.
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

/// The settings of a stage: a type that reads its keys from the stage's file.
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
/// A key that no one reads is refused, so that a misspelt key is noticed. If a value is wrong, the reader returns a
/// placeholder and goes on, to find all problems in one run. The incomplete settings are then discarded.
public protocol StageSettings: Sendable {
    /// Reads the keys.
    init(from reader: SettingsReader) throws
}

/// The settings of a stack that needs none.
public struct NoSettings: StageSettings {
    /// No settings, for a test of a stack.
    public init() {}
    /// Reads nothing.
    public init(from reader: SettingsReader) {}
}

extension StageSettings {
    /// The JSON Schema of the settings file of any stage.
    ///
    /// - Parameter title: what the file is, for editors.
    package static func schema(title: String) -> JSONValue {
        let reader = SettingsReader(.object([]), stage: "dev")
        // What is missing is no problem here: every key is asked for, whatever the others are.
        _ = try? Self(from: reader)
        return reader.schema.document(title: title)
    }
}
