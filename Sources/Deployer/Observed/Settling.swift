/// How long what was made or written may take to show: a cloud's reads lag behind by some seconds.
enum Settling {
    /// After it what is seen is believed.
    static let time = Duration.seconds(10)
}

extension Readiness {
    /// A thing that shows no tags and has no state of its own while it is made: pending as long as its tags may not show yet.
    ///
    /// - Parameter ageInSeconds: since the cloud made it; a negative one, as of clocks that differ, tells nothing.
    public static func withoutTags(ageInSeconds: Double) -> Readiness {
        guard ageInSeconds >= 0, ageInSeconds < Settling.time / .seconds(1) else { return .ready }
        return .pending("it was made moments ago, its tags may not show yet")
    }
}
