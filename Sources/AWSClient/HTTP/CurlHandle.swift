import CCurl
import Synchronization

/// libcurl's easy handle with typed options, and the memory that the handle points to for as long as it lives.
final class CurlHandle {
    /// An option that libcurl cannot be given.
    struct Refusal: Error {
        let code: CURLcode
        let reason: String
    }

    let easy: UnsafeMutableRawPointer
    private let errorBuffer: UnsafeMutablePointer<CChar>
    private var lists: [UnsafeMutablePointer<curl_slist>] = []

    /// - Throws: ``Refusal``.
    init() throws {
        guard let easy = curl_easy_init() else {
            throw Refusal(code: CURLE_FAILED_INIT, reason: "libcurl could not be started")
        }
        self.easy = easy
        errorBuffer = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        try check(ccurl_set_error_buffer(easy, errorBuffer), "a buffer for errors")
    }

    deinit {
        curl_easy_cleanup(easy)
        for list in lists { curl_slist_free_all(list) }
        errorBuffer.deallocate()
    }

    /// What went wrong in libcurl's words: those of this transfer, or the code's own.
    func text(for code: CURLcode) -> String {
        let text = String(cString: errorBuffer)
        return text.isEmpty ? Self.words(for: code) : text
    }

    /// What a code means, in libcurl's words for it alone.
    static func words(for code: CURLcode) -> String { String(cString: curl_easy_strerror(code)) }

    /// Sets a number or a switch.
    func set(_ option: CURLoption, _ value: Int) throws {
        try check(ccurl_set_long(easy, option, value), "option \(option.rawValue)")
    }

    /// Sets a text, or takes the option's own away where that is nil.
    func set(_ option: CURLoption, _ text: String?) throws {
        guard text?.utf8.contains(0) != true else {
            throw Refusal(code: CURLE_BAD_FUNCTION_ARGUMENT, reason: "a setting has a zero byte in it")
        }
        try check(ccurl_set_text(easy, option, text), "option \(option.rawValue)")
    }

    /// Sets a list of lines.
    func set(_ option: CURLoption, _ lines: [String]) throws {
        var list: UnsafeMutablePointer<curl_slist>?
        defer { if let list { lists.append(list) } }
        for line in lines {
            guard let longer = curl_slist_append(list, line) else {
                throw Refusal(code: CURLE_OUT_OF_MEMORY, reason: "there is no memory left")
            }
            list = longer
        }
        try check(ccurl_set_list(easy, option, list), "option \(option.rawValue)")
    }

    /// Sets where the body of `count` bytes is read from, and with it that there is one.
    func setBody(count: Int, from source: @escaping ccurl_sink, _ context: UnsafeMutableRawPointer) throws {
        try check(ccurl_set_body(easy, curl_off_t(count), source, context), "the body")
    }

    /// - Throws: ``Refusal`` for any code but that of success.
    func check(_ code: CURLcode, _ what: String) throws {
        guard code == CURLE_OK else {
            throw Refusal(
                code: code, reason: "libcurl refused \(what): \(Self.words(for: code))")
        }
    }
}

extension Duration {
    /// In milliseconds, never 0, which libcurl takes for "no limit".
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        let milliseconds = min(max(seconds, 0), 1_000_000_000) * 1000 + attoseconds / 1_000_000_000_000_000
        return max(1, Int(milliseconds))
    }
}

/// One request on its way to the loop, and who waits for its answer.
struct CurlSubmission: Sendable {
    let request: HTTPRequest
    let configuration: CurlConfiguration
    let isCancelled: CancellationFlag
    let continuation: CheckedContinuation<HTTPResponse, any Error>
}

/// Tells another thread that whoever waits for its work has given up.
final class CancellationFlag: Sendable {
    private let flag = Atomic(false)

    var isSet: Bool { flag.load(ordering: .acquiring) }

    func set() { flag.store(true, ordering: .releasing) }
}
