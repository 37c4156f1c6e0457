import Foundation

/// What a process has started, and what that has started in turn.
///
/// A process group does not tell: `swift build` gives each compiler one of its own.
enum ProcessTree {
    /// The ids of all of them, as they run now; none where the system has no `/proc`.
    static func descendants(of id: pid_t) -> [pid_t] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        let children = Dictionary(grouping: names.compactMap { pid_t($0) }) { parent(of: $0) }
        var (found, next) = ([pid_t](), [id])
        while let parent = next.popLast() {
            let started = children[parent] ?? []
            found += started
            next += started
        }
        return found
    }

    /// The second field behind the program's name, which stands in parentheses and may hold anything (proc(5)).
    private static func parent(of id: pid_t) -> pid_t? {
        guard let data = FileManager.default.contents(atPath: "/proc/\(id)/stat"),
            let behindName = data.lastIndex(of: UInt8(ascii: ")"))
        else { return nil }
        let fields = data[behindName...].dropFirst().split(separator: UInt8(ascii: " "))
        return fields.count > 1 ? pid_t(String(decoding: fields[1], as: UTF8.self)) : nil
    }
}
