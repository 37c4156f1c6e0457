extension String {
    /// The text with something else in place of each scalar for which `replacement` has it.
    ///
    /// What reads it, as a shell or a browser, knows no characters of several scalars: a combining one behind a quote makes
    /// no other quote of it.
    func replacingScalars(_ replacement: (Unicode.Scalar) -> String?) -> String {
        var result = UnicodeScalarView()
        for scalar in unicodeScalars {
            if let other = replacement(scalar) {
                result.append(contentsOf: other.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}
