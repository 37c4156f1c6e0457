import Glibc

/// What the system says of an error number, as `Connection refused`.
func systemErrorText(_ number: Int32) -> String {
    guard let text = strerror(number) else { return "error \(number)" }
    return String(cString: text)
}
