import CCurl
import HostSystem

/// libcurl's easy handle with typed options; it owns the memory that the handle points to.
final class CurlHandle {
    /// An option that libcurl rejected.
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

    /// libcurl's error text: of this transfer if there is one, otherwise of the code.
    func text(for code: CURLcode) -> String {
        let text = String(cString: errorBuffer)
        return text.isEmpty ? Self.words(for: code) : text
    }

    /// libcurl's general text for a code.
    static func words(for code: CURLcode) -> String { String(cString: curl_easy_strerror(code)) }

    /// Sets a number or a flag.
    func set(_ option: CURLoption, _ value: Int) throws {
        try check(ccurl_set_long(easy, option, value), "option \(option.rawValue)")
    }

    /// Sets a text; nil unsets the option.
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

    /// Sets the body's length and the function that provides it.
    func setBody(count: Int, from source: @escaping ccurl_sink, _ context: UnsafeMutableRawPointer) throws {
        try check(ccurl_set_body(easy, curl_off_t(count), source, context), "the body")
    }

    /// - Throws: ``Refusal`` for any code but success.
    func check(_ code: CURLcode, _ what: String) throws {
        guard code == CURLE_OK else {
            throw Refusal(
                code: code, reason: "libcurl refused \(what): \(Self.words(for: code))")
        }
    }
}

extension Duration {
    /// In milliseconds, never 0, which means "no limit" to libcurl.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        let milliseconds = min(max(seconds, 0), 1_000_000_000) * 1000 + attoseconds / 1_000_000_000_000_000
        return max(1, Int(milliseconds))
    }
}

/// One request for the loop, with the caller that waits for its response.
struct CurlSubmission: Sendable {
    let request: HTTPRequest
    let configuration: CurlConfiguration
    let isCancelled: CancellationFlag
    let continuation: CheckedContinuation<HTTPResponse, any Error>
}

/// How a ``CurlTransport`` connects: the settings that all its requests share.
public struct CurlConfiguration: Sendable, Equatable {
    /// The root certificates that replace the system's; nil to trust the system's.
    public var roots: RootCertificates?
    /// The proxies.
    public var proxies: ProxySettings
    /// The user agent of requests that set none.
    public var userAgent: String
    /// The largest accepted response, so that a broken peer cannot fill the memory.
    ///
    /// AWS's largest response here, a page of a function's versions, has less than two megabytes.
    public var largestBodyBytes: Int

    /// By default, the system's root certificates and no proxy.
    public init(
        roots: RootCertificates? = nil, proxies: ProxySettings = .none, userAgent: String = "counter/0.1.0",
        largestBodyBytes: Int = 8 << 20
    ) {
        self.roots = roots
        self.proxies = proxies
        self.userAgent = userAgent
        self.largestBodyBytes = largestBodyBytes
    }
}

/// A file of root certificates in PEM form, and the setting that named it.
public struct RootCertificates: Sendable, Equatable {
    /// The file.
    public let path: String
    /// The setting, for errors, such as `AWS_CA_BUNDLE`.
    public let setting: String

    /// A file that a setting names.
    public init(path: String, setting: String) {
        self.path = path
        self.setting = setting
    }
}
