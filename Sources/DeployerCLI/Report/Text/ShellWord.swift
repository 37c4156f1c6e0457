import Deployer

/// A word as a shell reads it, for a command line that can be copied.
enum ShellWord {
    /// The word, quoted only if needed; spelled byte by byte if a terminal would obey or not show a part of it.
    static func quoted(_ word: String) -> String {
        guard Printable.escaped(word).hasSameBytes(as: word) else { return spelt(word) }
        let isPlain = word.utf8.allSatisfy { byte in
            byte >= 0x80 || Unicode.Scalar(byte).properties.isAlphabetic || "0123456789/._-+=:@%,".utf8.contains(byte)
        }
        return isPlain && !word.isEmpty ? word : "'" + word.replacingScalars { $0 == "'" ? "'\\''" : nil } + "'"
    }

    /// The word in POSIX's dollar quotes.
    private static func spelt(_ word: String) -> String {
        "$'"
            + word.replacingScalars { scalar in
                if scalar == "'" || scalar == "\\" { return "\\\(scalar)" }
                guard Printable.escaped(String(scalar)) != String(scalar) else { return nil }
                return String(scalar).utf8.map { byte in
                    let digits = String(byte, radix: 8)
                    return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
                }.joined()
            } + "'"
    }
}
