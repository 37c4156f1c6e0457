/// Finds the name that the user meant and misspelt.
package enum NearMatch {
    /// The name nearest to what was typed, if one is near enough.
    package static func best(for typed: String, among names: [String]) -> String? {
        let typed = String(typed.prefix(64)).lowercased()
        let rated = names.map { (name: $0, distance: distance(Array(typed), Array($0.lowercased()))) }
        let limit = max(1, min(3, typed.count / 3))
        return rated.filter { $0.distance <= limit }.min { $0.distance < $1.distance }?.name
    }

    /// How many letters must be added, removed, replaced or swapped: the "optimal string alignment" distance.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var before: [Int] = []
        var previous = Array(0...right.count)
        for i in left.indices {
            var row = [i + 1]
            for j in right.indices {
                var best = min(previous[j + 1] + 1, row[j] + 1, previous[j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    best = min(best, before[j - 1] + 1)
                }
                row.append(best)
            }
            (before, previous) = (previous, row)
        }
        return previous[right.count]
    }
}
