/// A setting that is missing or wrong: which variable, and what is the matter with it.
struct ConfigurationError: Error, Equatable {
    /// Its name.
    let variable: String
    /// In words; never a secret's value.
    let reason: String
}
