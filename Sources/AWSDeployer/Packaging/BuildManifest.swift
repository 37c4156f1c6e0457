import Foundation

/// The build graph that SwiftPM gave to its build engine: which file is made from which.
///
/// It is llbuild's manifest (<https://github.com/swiftlang/swift-llbuild/blob/main/docs/buildsystem.rst>). SwiftPM
/// leaves one for each configuration beside its product folders. It shows which resources belong to a program: a
/// product folder also holds those of other programs, of tests and of earlier builds.
package struct BuildManifest {
    /// The inputs of each file or other node.
    private let inputs: [String: [String]]

    /// The manifest for the folder of `program`, and the program's node in it; nil if there is none.
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

    /// Parses a manifest's text: each command has its inputs and outputs, each list on one line and as JSON.
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

    /// All direct and indirect inputs of `node`; an input of several nodes may appear several times.
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
