import AWSResources
import Foundation

/// The resources of a program's target and of what it depends on, as SwiftPM lays them beside the program: a folder
/// `PACKAGE_TARGET.resources` for each target, in which `Bundle.module` looks.
enum ResourceBundles {
    private static let suffix = ".resources"

    /// The files of the bundles that belong to a program, named as they are beside it.
    ///
    /// Where SwiftPM's own record of the build is there, it tells which they are; elsewhere every bundle beside the program
    /// is taken to be the program's.
    ///
    /// - Parameters:
    ///   - program: the path of the binary.
    ///   - limitBytes: what they may have altogether.
    /// - Throws: ``PackageError``
    static func files(of program: String, limitBytes: Int) throws(PackageError) -> [ZipArchive.Entry] {
        let real = URL(fileURLWithPath: program).resolvingSymlinksInPath().path
        let folder = URL(fileURLWithPath: real).deletingLastPathComponent().path
        let bundles = bundles(in: folder)
        // Most programs have none: nothing else is read then.
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

    /// The files and folders in bundles that the record of the build names, relative to the program's folder; nil where
    /// there is no record of this program.
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
