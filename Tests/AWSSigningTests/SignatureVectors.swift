import AWSSigning
import Testing

/// A request with every step of its signature, computed with botocore 1.44.5 and again with only a hash library.
struct SignatureVector: Sendable, CustomTestStringConvertible {
    let name: String
    let region: String
    let service: String
    let request: SignableRequest
    let canonicalRequest: String
    let stringToSign: String
    let signingKey: String
    let signature: String
    let authorization: String

    var testDescription: String { name }

    /// 2026-01-15T12:30:45Z.
    static let unixSeconds: Int64 = 1_768_480_245
    static let credentials = Credentials(
        accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        sessionToken: "IQoJb3JpZ2luX2VjEXAMPLE//token+for/tests==")
}

extension SignatureVector {
    static let all: [SignatureVector] = [
        SignatureVector(
            name: "dynamodb UpdateItem",
            region: "us-east-1", service: "dynamodb",
            request: SignableRequest(
                method: "POST",
                path: "/",
                query: "",
                headers: [
                    ("Host", "dynamodb.us-east-1.amazonaws.com"), ("Content-Type", "application/x-amz-json-1.0"),
                    ("X-Amz-Target", "DynamoDB_20120810.UpdateItem"),
                ],
                body: Array(
                    (##"{"TableName":"visits","Key":{"pk":{"S":"site"}},"##
                        + ##""UpdateExpression":"ADD #v :one","ExpressionAttributeNames":{"#v":"visits"},"##
                        + ##""ExpressionAttributeValues":{":one":{"N":"1"}},"##
                        + ##""ReturnValues":"UPDATED_NEW"}"##).utf8)),
            canonicalRequest: """
                POST
                /

                content-type:application/x-amz-json-1.0
                host:dynamodb.us-east-1.amazonaws.com
                x-amz-date:20260115T123045Z
                x-amz-security-token:IQoJb3JpZ2luX2VjEXAMPLE//token+for/tests==
                x-amz-target:DynamoDB_20120810.UpdateItem

                content-type;host;x-amz-date;x-amz-security-token;x-amz-target
                a9fdf1328de97c36e672bb4ccb0f837ec13288147b9c32f55abb7284ea45c536
                """,
            stringToSign: """
                AWS4-HMAC-SHA256
                20260115T123045Z
                20260115/us-east-1/dynamodb/aws4_request
                edd56c11bb6e64084a70e04b62e7664e423f900f5c4e5089bd34906b1463c610
                """,
            signingKey: "3e5a90f95f619d04564f5b5d1eb996f9c05830e937ab4a9be934e1ea8614395d",
            signature: "d2dd0d0f9e53915f6dbaeb2d6582a2de6b2d5729e9a5cefa31dd7250e0b67539",
            authorization: "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260115/us-east-1/dynamodb/aws4_request, "
                + "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, "
                + "Signature=d2dd0d0f9e53915f6dbaeb2d6582a2de6b2d5729e9a5cefa31dd7250e0b67539"),
        SignatureVector(
            name: "iam GetRole",
            region: "us-east-1", service: "iam",
            request: SignableRequest(
                method: "POST",
                path: "/",
                query: "",
                headers: [
                    ("Host", "iam.amazonaws.com"), ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
                ],
                body: Array(
                    #"Action=GetRole&Version=2010-05-08&RoleName=visit-counter-role"#.utf8)),
            canonicalRequest: """
                POST
                /

                content-type:application/x-www-form-urlencoded; charset=utf-8
                host:iam.amazonaws.com
                x-amz-date:20260115T123045Z
                x-amz-security-token:IQoJb3JpZ2luX2VjEXAMPLE//token+for/tests==

                content-type;host;x-amz-date;x-amz-security-token
                5eee2df9fa2c5bf55856726d954505ff4923da965af70bc9515fac5904c8aca6
                """,
            stringToSign: """
                AWS4-HMAC-SHA256
                20260115T123045Z
                20260115/us-east-1/iam/aws4_request
                5c967ca5b1f58bc083d5815324ea34452094a3ee0069ddc7e6c0463d8a9a55fd
                """,
            signingKey: "3e72223ee6956db9d20f2386dcf79de7a105bac6b497c640d03606df45bd5f80",
            signature: "d267ff66857d701b6588bdf18ed79b800ce422c2e21a16eb324f6bbbc443fc6b",
            authorization: "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260115/us-east-1/iam/aws4_request, "
                + "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, "
                + "Signature=d267ff66857d701b6588bdf18ed79b800ce422c2e21a16eb324f6bbbc443fc6b"),
        SignatureVector(
            name: "lambda GetFunction by ARN",
            region: "eu-west-1", service: "lambda",
            request: SignableRequest(
                method: "GET",
                path: "/2015-03-31/functions/"
                    + "arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Avisit-counter",
                query: "Qualifier=%24LATEST",
                headers: [("Host", "lambda.eu-west-1.amazonaws.com")],
                body: Array(
                    #""#.utf8)),
            canonicalRequest: """
                GET
                /2015-03-31/functions/arn%253Aaws%253Alambda%253Aeu-west-1%253A123456789012%253Afunction%253Avisit-counter
                Qualifier=%24LATEST
                host:lambda.eu-west-1.amazonaws.com
                x-amz-date:20260115T123045Z
                x-amz-security-token:IQoJb3JpZ2luX2VjEXAMPLE//token+for/tests==

                host;x-amz-date;x-amz-security-token
                e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                """,
            stringToSign: """
                AWS4-HMAC-SHA256
                20260115T123045Z
                20260115/eu-west-1/lambda/aws4_request
                538f31bc4d76f085ab83a98449ff59472af8ca4df91a8b1e97ec9c8bbcdadc0b
                """,
            signingKey: "bd4d214f7b8b9f8f977a5b8a9ff7d0546b40536d9f93d7d3f3153214300796ce",
            signature: "4ec1ba0b48b9872766c63a04ae2b806b2cb55ed9fe35c2aea098c5d50a72046d",
            authorization: "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260115/eu-west-1/lambda/aws4_request, "
                + "SignedHeaders=host;x-amz-date;x-amz-security-token, "
                + "Signature=4ec1ba0b48b9872766c63a04ae2b806b2cb55ed9fe35c2aea098c5d50a72046d"),
        SignatureVector(
            name: "lambda ListTags by ARN",
            region: "eu-west-1", service: "lambda",
            request: SignableRequest(
                method: "GET",
                path: "/2017-03-31/tags/"
                    + "arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Avisit-counter",
                query: "",
                headers: [("Host", "lambda.eu-west-1.amazonaws.com")],
                body: Array(
                    #""#.utf8)),
            canonicalRequest: """
                GET
                /2017-03-31/tags/arn%253Aaws%253Alambda%253Aeu-west-1%253A123456789012%253Afunction%253Avisit-counter

                host:lambda.eu-west-1.amazonaws.com
                x-amz-date:20260115T123045Z
                x-amz-security-token:IQoJb3JpZ2luX2VjEXAMPLE//token+for/tests==

                host;x-amz-date;x-amz-security-token
                e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                """,
            stringToSign: """
                AWS4-HMAC-SHA256
                20260115T123045Z
                20260115/eu-west-1/lambda/aws4_request
                94b0410dd15060b2827edfcddadf3060e76a667238b8c2c4a10d6f2c9e1875f2
                """,
            signingKey: "bd4d214f7b8b9f8f977a5b8a9ff7d0546b40536d9f93d7d3f3153214300796ce",
            signature: "8c5d0e7530f72d99cbb62b452cf2e0e92f28e495302d394623a5b6fe81c169d9",
            authorization: "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260115/eu-west-1/lambda/aws4_request, "
                + "SignedHeaders=host;x-amz-date;x-amz-security-token, "
                + "Signature=8c5d0e7530f72d99cbb62b452cf2e0e92f28e495302d394623a5b6fe81c169d9"),
        SignatureVector(
            name: "lambda UntagResource",
            region: "eu-west-1", service: "lambda",
            request: SignableRequest(
                method: "DELETE",
                path: "/2017-03-31/tags/"
                    + "arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Avisit-counter",
                query: "tagKeys=owner&tagKeys=Env%20Name",
                headers: [("Host", "lambda.eu-west-1.amazonaws.com")],
                body: Array(
                    #""#.utf8)),
            canonicalRequest: """
                DELETE
                /2017-03-31/tags/arn%253Aaws%253Alambda%253Aeu-west-1%253A123456789012%253Afunction%253Avisit-counter
                tagKeys=Env%20Name&tagKeys=owner
                host:lambda.eu-west-1.amazonaws.com
                x-amz-date:20260115T123045Z
                x-amz-security-token:IQoJb3JpZ2luX2VjEXAMPLE//token+for/tests==

                host;x-amz-date;x-amz-security-token
                e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                """,
            stringToSign: """
                AWS4-HMAC-SHA256
                20260115T123045Z
                20260115/eu-west-1/lambda/aws4_request
                27f9587a4c930361d6647658fd658a978b7171b67bb850f9e8ca2c4572c70e5a
                """,
            signingKey: "bd4d214f7b8b9f8f977a5b8a9ff7d0546b40536d9f93d7d3f3153214300796ce",
            signature: "a8190a9ff88c169d0ee3b33f117d14b90b783d55fd958ea5b2813b1dc4339bf1",
            authorization: "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260115/eu-west-1/lambda/aws4_request, "
                + "SignedHeaders=host;x-amz-date;x-amz-security-token, "
                + "Signature=a8190a9ff88c169d0ee3b33f117d14b90b783d55fd958ea5b2813b1dc4339bf1"),
    ]
}
