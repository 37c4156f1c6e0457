import AWSResources
import Foundation

/// Collects a program's resources for its zip, file by file.
///
/// A link is followed if its target is in the same bundle: nothing else on this machine is ever packed.
struct ResourceCollection {
    private let program: String
    private let folder: String
    private let limitBytes: Int
    private let mostFiles: Int
    private var left: Int
    private var lookedAt = 0
    private var names: Set<[UInt8]> = []

    /// The files found so far.
    private(set) var files: [ZipArchive.Entry] = []

    /// - Parameters:
    ///   - program: the path of the binary, for errors.
    ///   - folder: the binary's folder, a path without links.
    ///   - limitBytes: the most bytes of all files together.
    ///   - mostFiles: the most files and folders: as many as a zip without format extensions can list, besides the
    ///     program.
    init(program: String, folder: String, limitBytes: Int, mostFiles: Int = 65_534) {
        self.program = program
        self.folder = folder
        self.limitBytes = limitBytes
        self.mostFiles = mostFiles
        left = limitBytes
    }

    /// Adds a file, or a folder with all its content.
    ///
    /// - Parameter name: its path from the binary's folder on; it starts with a bundle's name.
    /// - Throws: ``/AWSResources/PackageError``
    mutating func add(_ name: String) throws(PackageError) {
        let bundle = name.utf8.prefix { $0 != UInt8(ascii: "/") }
        let parent = URL(fileURLWithPath: "\(folder)/\(name)").deletingLastPathComponent()
        // The file attributes show a link only for the last part of a path.
        guard parent.resolvingSymlinksInPath().path == parent.path else { throw outside(name) }
        try add(name, at: "\(folder)/\(name)", bundle: "\(folder)/\(Substring(bundle))", within: [])
    }

    private mutating func add(
        _ name: String, at path: String, bundle: String, within folders: [String]
    ) throws(PackageError) {
        // Through links, a few folders can count as many.
        lookedAt += 1
        guard lookedAt <= mostFiles else {
            throw PackageError(
                program, reason: "It has more than \(mostFiles) files and folders as resources.",
                advice: "Put them together in fewer files.")
        }
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
            throw refusal(name, "is missing or cannot be read", "Build the program again.")
        }
        switch attributes[.type] as? FileAttributeType {
        case .typeRegular?:
            try addFile(name, at: path, size: (attributes[.size] as? NSNumber)?.intValue ?? 0)
        case .typeDirectory?:
            guard !folders.contains(path) else {
                throw refusal(name, "is a link that leads back to a folder around it", "Take the link out.")
            }
            for child in try children(of: name, at: path) {
                try add("\(name)/\(child)", at: "\(path)/\(child)", bundle: bundle, within: folders + [path])
            }
        case .typeSymbolicLink?:
            let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
            guard target.utf8.starts(with: "\(bundle)/".utf8), target != path, !Self.isLink(target) else {
                throw outside(name)
            }
            try add(name, at: target, bundle: bundle, within: folders)
        default:
            throw refusal(name, "is no file, folder or link", "Take it out of the target's resources.")
        }
    }

    private mutating func addFile(_ name: String, at path: String, size: Int) throws(PackageError) {
        guard names.insert(Array(name.utf8)).inserted else { return }
        guard size <= left else { throw tooLarge() }
        guard let content = FileManager.default.contents(atPath: path) else {
            throw refusal(name, "cannot be read", "Give its owner's permission: `chmod u+r '\(path)'`.")
        }
        guard content.count <= left else { throw tooLarge() }
        left -= content.count
        files.append(ZipArchive.Entry(name: name, content: content))
    }

    private func children(of name: String, at path: String) throws(PackageError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw refusal(name, "cannot be read", "Give its owner's permission: `chmod u+rx '\(path)'`.")
        }
    }

    private static func isLink(_ path: String) -> Bool {
        let type = try? FileManager.default.attributesOfItem(atPath: path)[.type]
        return type as? FileAttributeType == .typeSymbolicLink
    }

    private func outside(_ name: String) -> PackageError {
        refusal(
            name, "is a link that leads out of its bundle, or nowhere",
            "Put the file itself in its place: what is elsewhere on this machine is not packed.")
    }

    private func refusal(_ name: String, _ what: String, _ advice: String) -> PackageError {
        PackageError(program, reason: "Its resource \(name) \(what).", advice: advice)
    }

    private func tooLarge() -> PackageError {
        PackageError(
            program,
            reason: "Its resources have more than \(limitBytes >> 20) MiB, which is what Lambda's limit of "
                + "\(BinaryCheck.unpackedLimitBytes >> 20) MiB unpacked leaves beside the program.",
            advice: "Take out what the function does not read, or keep it in S3.")
    }
}
