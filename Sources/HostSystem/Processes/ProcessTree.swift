import Foundation

/// A process and all its descendants, from the system's process table.
///
/// A program that asks at the terminal shares this process's group, so the group cannot be ended. `swift build` gives
/// each compiler its own group.
enum ProcessTree {
    /// The limit of table reads while the processes stop; a process of another user never stops.
    private static let mostLooks = 40

    /// The process and its current descendants.
    static func members(of root: pid_t) -> Set<pid_t> {
        let children = Dictionary(grouping: entries(), by: \.parent)
        var (found, next): (Set, [pid_t]) = ([root], [root])
        while let parent = next.popLast() {
            let started = (children[parent] ?? []).map(\.id).filter { found.insert($0).inserted }
            next += started
        }
        return found
    }

    /// Ends processes and all their descendants at once.
    ///
    /// Each process is stopped first: a running one could start another after the table was read. Processes whose
    /// parent has ended are not found.
    static func end(_ roots: Set<pid_t>) {
        var members = roots
        for root in roots { kill(root, SIGSTOP) }
        for _ in 0..<mostLooks {
            let table = entries()
            let new = Set(table.filter { members.contains($0.parent) }.map(\.id)).subtracting(members)
            for id in new { kill(id, SIGSTOP) }
            members.formUnion(new)
            if new.isEmpty, !table.contains(where: { members.contains($0.id) && !$0.isStill }) { break }
            usleep(1000)
        }
        for id in members { kill(id, SIGKILL) }
    }

    /// One process.
    private struct Entry {
        let id: pid_t
        let parent: pid_t
        /// Whether it has stopped or ended.
        let isStill: Bool
    }

    #if canImport(Darwin)
        private static func entries() -> [Entry] {
            var name = [CTL_KERN, KERN_PROC, KERN_PROC_ALL]
            var length = 0
            guard sysctl(&name, UInt32(name.count), nil, &length, nil, 0) == 0 else { return [] }
            let size = MemoryLayout<kinfo_proc>.stride
            // Room for processes that start meanwhile.
            var list = [kinfo_proc](repeating: kinfo_proc(), count: length / size + 64)
            length = list.count * size
            guard sysctl(&name, UInt32(name.count), &list, &length, nil, 0) == 0 else { return [] }
            return list.prefix(length / size).map { process in
                Entry(
                    id: process.kp_proc.p_pid, parent: process.kp_eproc.e_ppid,
                    isStill: [SSTOP, SZOMB].contains(Int32(process.kp_proc.p_stat)))
            }
        }
    #else
        private static func entries() -> [Entry] {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
            return names.compactMap { pid_t($0) }.compactMap(entry)
        }

        /// Parses a line such as `12 (any name) S 1 …`: id, name, state, parent.
        private static func entry(of id: pid_t) -> Entry? {
            guard let line = FileManager.default.contents(atPath: "/proc/\(id)/stat"),
                let end = line.lastIndex(of: UInt8(ascii: ")"))
            else { return nil }
            let fields = line[line.index(after: end)...].split(separator: UInt8(ascii: " "), maxSplits: 2)
            guard fields.count > 1, let parent = pid_t(String(decoding: fields[1], as: UTF8.self)) else { return nil }
            return Entry(id: id, parent: parent, isStill: "TtZX".utf8.contains(fields[0].first ?? 0))
        }
    #endif
}
