import AWSSigning
import Foundation

/// Texts that an answer may hold instead of what belongs there.
enum OutsideTexts {
    static let numbers = [
        "0", "-1", "1e999", "-1e999", "1e308", "0.1", "9223372036854775807", "-9223372036854775808",
        "9223372036854775808",
        "18446744073709551616", "99999999999999999999999", "1e-400", "3.0", "-0", String(repeating: "9", count: 50_000),
    ]

    static let all =
        [
            "", " ", "\u{0}", "\u{301}", "\u{202E}x", "\u{1B}[2J", "\r\n", "a\u{301}b", "*", "?", "${", "/", "..",
            "arn:", "::::::",
            "arn:aws:lambda:us-east-1:000000000000:function:visitor-counter-fuzz:$LATEST", "$LATEST", "NaN", "{", "[[",
            "null",
        ]
        // Texts on which a backtracking matcher would never end.
        + [
            "a", "\u{301}", "${", "*", "a ", "because no ", "explicit deny in a ", "on resource: arn:", "<", "%25", "é",
            "\\",
            "additional permission a", "\"", "-",
        ].map { String(repeating: $0, count: 60_000 / $0.utf8.count) }
}

/// Words with a meaning, for places where they do not belong.
enum Words {
    static let all = [
        "ACTIVE", "DELETING", "CREATING", "UPDATING", "ARCHIVED", "Active", "Pending", "Failed", "Inactive", "Deleting",
        "InProgress", "Successful", "PAY_PER_REQUEST", "PROVISIONED", "NONE", "AWS_IAM", "ENABLED", "DISABLED", "READY",
        "IN_PROGRESS", "1", "2", "-7", "99999999999999999999", "$LATEST", "true", "Allow", "Deny", "another-stack",
        "live",
        "arn:aws:iam::000000000000:role/UpdateVisitorCount-role-other", "arn:aws:iam::1:role/", "2012-10-17", "S",
        "HASH",
    ]
}

/// The secrets that the program signs with, and the forms in which a server may repeat them.
enum Secrets {
    static let key = "SecretKeyOfTheFuzzer/0123456789+abcdefgh"
    static let token = "IQoJb3JpZ2luX2VjFuzz" + (0..<20).map { "Tok\($0)/enPart+\($0 * 7919)" }.joined() + "=="
    static let all = [key, token]

    /// Each form, alone and after so much text that the limit on what is shown cuts it.
    static let echoes: [String] = all.flatMap { secret in
        let encoded = secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let twice = encoded.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let forms = [
            secret, secret + "\u{301}", encoded, encoded.lowercased(), twice, String(secret.prefix(24)),
            "token=\(secret)&a=b",
        ]
        return forms + [4090, 4096, 4070].map { String(repeating: "x", count: $0) + secret }
    }

    /// Whether a text shows a secret, or a good part of one.
    static func isShown(in text: String) -> Bool {
        let (asWritten, decoded) = (Data(text.utf8), Data(PercentEncoding.decoded(text) ?? []))
        return all.contains { secret in
            let secret = Data(secret.utf8)
            return stride(from: 0, to: secret.count - 19, by: 4).contains { start in
                let piece = secret[start..<(start + 19)]
                return asWritten.range(of: piece) != nil || decoded.range(of: piece) != nil
            }
        }
    }
}

/// Refusals of every kind that some code handles, with what a server may say in them.
enum Refusals {
    private static let codes = [
        "AccessDenied", "AccessDeniedException", "ThrottlingException", "ResourceNotFoundException", "NoSuchEntity",
        "ResourceConflictException", "EntityAlreadyExists", "ResourceInUseException", "PreconditionFailedException",
        "ExpiredToken", "InvalidClientTokenId", "SignatureDoesNotMatch", "InvalidSignatureException",
        "LimitExceededException",
        "InvalidParameterValueException", "ValidationException", "DeleteConflict", "ConcurrentModification",
        "OperationAbortedException", "InternalFailure", "ServiceUnavailable", "CodeStorageExceededException",
        "UnknownOperationException", "OptInRequired", "TooManyRequestsException", "ResourceAlreadyExistsException",
        "a:b#c", "",
    ]

    private static let messages =
        [
            "User: arn:aws:iam::0:user/x is not authorized to perform: iam:GetRole on resource: arn:aws:iam::0:role/r because no "
                + "identity-based policy allows the iam:GetRole action",
            "cannot be assumed by Lambda", "An update is in progress for resource: f",
            "currently in the following state: Failed",
            "The Revision Id provided is not the latest", "with an explicit deny in a service control policy",
            "Unable to determine service/operation name to be authorized",
        ] + OutsideTexts.all + Secrets.echoes

    static func refusal(_ answer: AnswerTape.Answer, by chance: inout Mutator) -> AnswerTape.Answer {
        func message() -> String {
            (Bool.random(using: &chance) ? messages : Secrets.echoes).randomElement(using: &chance) ?? ""
        }
        let isOdd = Int.random(in: 0..<6, using: &chance) == 0
        let code = isOdd ? message() : codes.randomElement(using: &chance) ?? ""
        let text = message()
        var answer = answer
        answer.status = [400, 403, 404, 409, 412, 429, 500, 503].randomElement(using: &chance) ?? 400
        if answer.body.hasPrefix("<") {
            func escaped(_ text: String) -> String { text.replacing("&", with: "&amp;").replacing("<", with: "&lt;") }
            let id = escaped(Bool.random(using: &chance) ? "id-1" : message())
            answer.body =
                "<ErrorResponse><Error><Code>\(escaped(code))</Code><Message>\(escaped(text))</Message></Error>"
                + "<RequestId>\(id)</RequestId></ErrorResponse>"
        } else {
            let members = ["__type": code, "message": text]
            answer.body = (try? JSONEncoder().encode(members)).map { String(decoding: $0, as: UTF8.self) } ?? ""
            answer.headers = [
                ["x-amzn-errortype", code], ["x-amzn-requestid", Bool.random(using: &chance) ? "id-1" : message()],
            ]
        }
        return answer
    }
}
