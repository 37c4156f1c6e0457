import AWSClient
import AWSSigning
import Foundation

/// Reports the credentials or endpoints that this package's client finds for an environment.
///
/// Each line of standard input is a question, and each line of standard output its answer, so that a test can ask
/// botocore the same. `{"environment": {…}, "profile": "p", "answer": "123456"}` asks for credentials. With `"region"`,
/// it asks for the endpoints there and for the file of root certificates.
@main
struct LoginProbe {
    private struct Question: Decodable {
        let environment: [String: String]
        let profile: String?
        /// What the user types as the code.
        let answer: String?
        let region: String?
    }

    private static let services = Service.all + [Service.sso, .ssoOIDC]

    static func main() async {
        while let line = readLine() {
            let answer: [String: Any]
            do {
                let question = try JSONDecoder().decode(Question.self, from: Data(line.utf8))
                answer = try await Self.answer(question)
            } catch let error as CredentialError {
                answer = [
                    error.broken == nil ? "none" : "error": error.broken?.reason ?? "\(error.declined)"
                ]
            } catch {
                answer = ["error": "\(error)"]
            }
            let data = (try? JSONSerialization.data(withJSONObject: answer, options: .sortedKeys)) ?? Data()
            FileHandle.standardOutput.write(data + Data("\n".utf8))
        }
    }

    private static func answer(_ question: Question) async throws -> [String: Any] {
        let typed = question.answer
        let connection = try await AWSConnection(
            environment: question.environment, region: question.region ?? "eu-west-1", profile: question.profile,
            ask: { _ in typed })
        guard question.region == nil else {
            var answer: [String: Any] = ["roots": connection.roots?.path ?? ""]
            for service in services {
                let endpoint = connection.endpoint(for: service)
                answer[service.hostPrefix] = [endpoint.url, endpoint.signingRegion]
            }
            return answer
        }
        let found = try await connection.credentials.credentials().credentials
        return ["id": found.accessKeyID, "secret": found.secretAccessKey, "token": found.sessionToken ?? ""]
    }
}
