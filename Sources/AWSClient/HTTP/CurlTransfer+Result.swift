import CCurl

extension CurlTransfer {
    /// The result for the waiting caller.
    func result(_ code: CURLcode) -> Result<HTTPResponse, any Error> {
        guard code == CURLE_OK else { return .failure(error(code)) }
        let status = ccurl_get_long(easy, CURLINFO_RESPONSE_CODE)
        // Over plain http, the proxy itself answers with 407; AWS never does.
        if let proxy, status == 407 { return .failure(refusal(by: proxy, status: status)) }
        return .success(HTTPResponse(status: status, headers: headers, body: body))
    }

    /// The error for libcurl's code, including whether the request may have arrived.
    func error(_ code: CURLcode) -> TransportError {
        if let refusal {
            return TransportError(
                host: url.authority, code: Int(code.rawValue), message: refusal, mayHaveArrived: mayHaveArrived(code),
                cause: .endlessAnswer)
        }
        let tunnelStatus = ccurl_get_long(easy, CURLINFO_HTTP_CONNECTCODE)
        if let proxy, tunnelStatus >= 300 { return refusal(by: proxy, status: tunnelStatus) }
        return TransportError(
            host: url.authority, code: Int(code.rawValue), message: text(for: code),
            mayHaveArrived: mayHaveArrived(code), cause: cause(code))
    }

    private func refusal(by proxy: ProxySettings.Proxy, status: Int) -> TransportError {
        let what =
            status == 407
            ? "asks for a user and a password that it knows" : "does not let the request through"
        return TransportError(
            host: url.authority, code: Int(CURLE_RECV_ERROR.rawValue),
            message: "the proxy that \(proxy.variable) names \(what): it answered with status \(status)",
            mayHaveArrived: false, cause: .proxy(variable: proxy.variable, status: status))
    }

    /// libcurl's text for the error.
    ///
    /// If the error may concern a proxy, only the code's general text is used: the specific one quotes the proxy's
    /// address.
    private func text(for code: CURLcode) -> String {
        guard let proxy else { return handle.text(for: code) }
        switch code {
        case CURLE_COULDNT_RESOLVE_PROXY:
            return "the proxy that \(proxy.variable) names has no address: its name is unknown"
        case CURLE_PEER_FAILED_VERIFICATION where !(proxy.address?.url.hasPrefix("https:") ?? false):
            return handle.text(for: code)
        default:
            let exception =
                submission.configuration.proxies.exceptions(for: url).isEmpty ? "" : " unless NO_PROXY says otherwise,"
            return "\(CurlHandle.words(for: code));\(exception) it goes through the proxy that \(proxy.variable) names"
        }
    }

    private func cause(_ code: CURLcode) -> TransportError.Cause {
        let roots = submission.configuration.roots
        switch code {
        case CURLE_PEER_FAILED_VERIFICATION:
            return isCertificateOutOfTime ? .certificateTime : .untrusted(rootsNamedBy: roots?.setting)
        case CURLE_SSL_CACERT_BADFILE: return .unreadableRoots(namedBy: roots?.setting)
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY:
            return proxy.map { .proxy(variable: $0.variable, status: nil) } ?? .network
        default: return .network
        }
    }

    /// Whether a certificate is not valid yet, or has expired, by this machine's clock.
    ///
    /// These are codes 9 and 10 of OpenSSL's `X509_V_ERR_…` (X509_STORE_CTX_get_error(3)).
    private var isCertificateOutOfTime: Bool {
        [CURLINFO_SSL_VERIFYRESULT, CURLINFO_PROXY_SSL_VERIFYRESULT].contains {
            [9, 10].contains(ccurl_get_long(easy, $0))
        }
    }

    /// False if no byte of the request was sent.
    ///
    /// If a reused connection is dead, libcurl replaces it and sends a request without a body again. So the last error
    /// code is not enough, and bytes sent earlier count too. A proxy's CONNECT also counts as sent.
    private func mayHaveArrived(_ code: CURLcode) -> Bool {
        if ccurl_get_long(easy, CURLINFO_REQUEST_SIZE) == 0 { return false }
        let beforeTheRequest: [CURLcode] = [
            CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT, CURLE_SSL_CONNECT_ERROR,
            CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_PROXY,
        ]
        return !beforeTheRequest.contains(code) || ccurl_get_size(easy, CURLINFO_PRETRANSFER_TIME_T) > 0
    }
}
