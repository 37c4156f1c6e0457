/// DynamoDB's UpdateItem as this function uses it: `ADD`, which makes the item on the first visit and lets simultaneous
/// visits all count.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html>
enum UpdateItem {
    /// The number attribute that holds the count; a reserved word of DynamoDB's, so that the expression has an alias
    /// for it.
    private static let attribute = "views"

    /// The body: JSON 1.0, numbers as strings.
    static func body(table: String, page: String) -> [UInt8] {
        let input: JSON = [
            "TableName": .string(table),
            "Key": ["id": ["S": .string(page)]],
            "UpdateExpression": "ADD #views :one",
            "ExpressionAttributeNames": ["#views": .string(attribute)],
            "ExpressionAttributeValues": [":one": ["N": "1"]],
            "ReturnValues": "UPDATED_NEW",
        ]
        return input.bytes
    }

    /// The count in an answer; nil where there is none that an `Int` can hold.
    static func count(in body: [UInt8]) -> Int? {
        guard let output = try? JSONReader.read(body) else { return nil }
        return output["Attributes"]?[attribute]?["N"]?.string.flatMap(DecimalNumber.integer)
    }

    /// Code and message of an error, from `__type` behind its `#` and up to a `:`.
    static func failure(_ response: HTTPResponse) -> StoreError {
        let output = (try? JSONReader.read(response.body)) ?? .null
        let type = output["__type"]?.string ?? ""
        let code = type.parts(at: ":").first?.parts(at: "#").last.map(String.init) ?? ""
        let message = output["message"]?.string ?? output["Message"]?.string ?? "the answer gives no reason"
        return StoreError(
            code: code.isEmpty ? "HTTP\(response.status)" : code, message: message, status: response.status,
            requestID: response.header("x-amzn-requestid"))
    }
}
