import AWSResources
import Foundation

/// The resources of a program's target and its dependencies, as SwiftPM puts them beside the program.
///
/// Each target has a folder `PACKAGE_TARGET.resources`, where `Bundle.module` looks.
enum ResourceBundles {
    private static let suffix = ".resources"

    /// The files of a program's bundles, with their names beside the program.
    ///
    /// If SwiftPM's build manifest exists, it shows which bundles belong to the program. Otherwise all bundles beside
    /// the program do.
    ///
    /// - Parameters:
    ///   - program: the path of the binary.
    ///   - limitBytes: the most bytes of all files together.
    /// - Throws: ``/AWSResources/PackageError``
    static func files(of program: String, limitBytes: Int) throws(PackageError) -> [ZipArchive.Entry] {
        let real = URL(fileURLWithPath: program).resolvingSymlinksInPath().path
        let folder = URL(fileURLWithPath: real).deletingLastPathComponent().path
        let bundles = bundles(in: folder)
        // Most programs have none: then nothing else is read.
        guard !bundles.isEmpty else { return [] }
        var collection = ResourceCollection(program: program, folder: folder, limitBytes: limitBytes)
        for name in recorded(real) ?? bundles { try collection.add(name) }
        return collection.files
    }

    private static func bundles(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { name in
            let type = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.type]
            return name.utf8.reversed().starts(with: suffix.utf8.reversed())
                && type as? FileAttributeType != .typeRegular
        }
    }

    /// The program's files and folders in bundles, as the manifest names them; nil if no manifest has the program.
    ///
    /// The paths are relative to the program's folder.
    private static func recorded(_ program: String) -> [String]? {
        guard let (manifest, node) = BuildManifest.found(near: program) else { return nil }
        let start = node.utf8.prefix(node.utf8.count - URL(fileURLWithPath: node).lastPathComponent.utf8.count)
        return manifest.ingredients(of: node).compactMap { ingredient in
            guard ingredient.utf8.starts(with: start) else { return nil }
            let parts = ingredient.utf8.dropFirst(start.count).split(separator: UInt8(ascii: "/")).compactMap(
                String.init)
            guard parts.count > 1, parts[0].utf8.reversed().starts(with: suffix.utf8.reversed()) else { return nil }
            return parts.joined(separator: "/")
        }
    }
}
