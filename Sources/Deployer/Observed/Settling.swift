/// How long what was made or written may take to show: a cloud's reads lag behind by some seconds.
enum Settling {
    /// After it what is seen is believed.
    static let time = Duration.seconds(10)
}
