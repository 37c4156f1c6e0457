import Foundation

/// What SwiftPM had its build engine do: which file is made of which.
///
/// It is the manifest of llbuild (<https://github.com/swiftlang/swift-llbuild/blob/main/docs/buildsystem.rst>), of which
/// SwiftPM leaves one for each configuration beside its folders of products. It tells which resources are a program's: a
/// folder of products holds those of other programs, of tests and of earlier builds as well.
package struct BuildManifest {
    /// What each file or other node is made of.
    private let inputs: [String: [String]]

    /// The manifest of the folder that `program` was built in, with the program's name in it; nil where there is none.
    ///
    /// Products are in `<scratch>/<platform>/<configuration>`, the manifest is `<scratch>/<configuration>.yaml`.
    ///
    /// - Parameter program: a path without links.
    static func found(near program: String) -> (manifest: BuildManifest, node: String)? {
        let file = URL(fileURLWithPath: program)
        let folder = file.deletingLastPathComponent()
        let path = folder.deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("\(folder.lastPathComponent).yaml")
        guard let text = try? String(contentsOf: path, encoding: .utf8) else { return nil }
        let manifest = BuildManifest(text)
        let ending = "/\(file.lastPathComponent)"
        let node = manifest.inputs.keys.first { node in
            node.utf8.suffix(ending.utf8.count).elementsEqual(ending.utf8)
                && URL(fileURLWithPath: node).resolvingSymlinksInPath().path == program
        }
        return node.map { (manifest, $0) }
    }

    /// Reads a manifest's text: of each command what it takes and gives, each list on a line and written as JSON.
    package init(_ text: String) {
        var inputs: [String: [String]] = [:]
        var taken: [String] = []
        for line in text.components(separatedBy: "\n") {
            if let nodes = Self.list(line, named: "inputs") {
                taken = nodes
            } else if let nodes = Self.list(line, named: "outputs") {
                for node in nodes { inputs[node, default: []] += taken }
                taken = []
            } else if line.utf8.starts(with: "  \"".utf8) {
                taken = []
            }
        }
        self.inputs = inputs
    }

    private static func list(_ line: String, named name: String) -> [String]? {
        let start = "    \(name): "
        guard line.utf8.starts(with: start.utf8) else { return nil }
        return try? JSONDecoder().decode([String].self, from: Data(line.utf8.dropFirst(start.utf8.count)))
    }

    /// Everything that `node` is made of, near and far; what is made of several things may be in it several times.
    package func ingredients(of node: String) -> [String] {
        var (found, seen, open): ([String], Set<String>, [String]) = ([], [node], [node])
        while let next = open.popLast() {
            let nodes = inputs[next] ?? []
            found += nodes
            open += nodes.filter { seen.insert($0).inserted }
        }
        return found
    }
}
