import AWSClient
import Foundation

/// The address at which a function's URL can be opened.
///
/// A local AWS gives its functions the same URLs as AWS, `https://<id>.lambda-url.<region>.on.aws/`, and those names
/// lead to AWS. The local AWS serves them with the same labels under `localhost`, on its own port; a browser resolves
/// that to this machine.
enum LocalURL {
    /// `url` unchanged, or as the local AWS that `client` calls serves it.
    static func reachable(_ url: String, through client: LambdaClient) -> String {
        reachable(url, at: client.service.endpoint)
    }

    /// `url` unchanged, or as the local AWS at `endpoint` serves it.
    static func reachable(_ url: String, at endpoint: Endpoint) -> String {
        guard endpoint.isOnThisMachine, let parts = URLComponents(string: url), let host = parts.host,
            let local = URLComponents(string: endpoint.url)
        else { return url }
        let labels = host.split(separator: ".")
        guard labels.count == 5, labels[1] == "lambda-url", labels[3...] == ["on", "aws"] else { return url }
        let port = local.port.map { ":\($0)" } ?? ""
        return "\(local.scheme ?? "http")://\(labels[0]).lambda-url.\(labels[2]).localhost\(port)/"
    }
}
