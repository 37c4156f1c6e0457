import Deployer
import Foundation

extension Function {
    /// The variables that Lambda sets itself (Lambda's developer guide, "Using Lambda environment variables").
    private static let reservedVariables: Set<String> = [
        "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY",
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_LAMBDA_RUNTIME_API",
        "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",
    ]
    private static let environmentLimitBytes = 4096
    /// The rule for a function's name.
    package static let nameRule = TextRule(1...64, lettersDigitsAnd: "-_")

    /// Refuses what Lambda would refuse.
    ///
    /// - Throws: ``InvalidDescription``.
    func check() throws {
        try id.check("name", name, Self.nameRule)
        try check("memory", configuration.memoryMiB, 128...10_240, "MiB")
        try check("timeout", configuration.timeoutSeconds, 1...900, "seconds")
        try check("ephemeralStorage", configuration.ephemeralStorageMiB, 512...10_240, "MiB")
        if let reservedConcurrency { try check("reservedConcurrency", reservedConcurrency, 0...Int.max, "or more") }
        guard description.count <= 256 else {
            throw invalid("description", "\(description.count) characters", "at most 256 characters long")
        }
        try checkEnvironment()
    }

    private func checkEnvironment() throws {
        for key in configuration.environment.keys.sorted() {
            guard !Self.reservedVariables.contains(key) else {
                throw invalid("environment", key, "without the variables that Lambda sets itself")
            }
            let isLetter = { (byte: UInt8) in (65...90).contains(byte) || (97...122).contains(byte) }
            let isAllowed = { (byte: UInt8) in isLetter(byte) || (48...57).contains(byte) || byte == 95 }
            guard key.utf8.count >= 2, key.utf8.first.map(isLetter) == true, key.utf8.allSatisfy(isAllowed) else {
                throw invalid(
                    "environment", key,
                    "of variables whose names have two or more letters, digits and _, a letter first")
            }
        }
        // Lambda counts the variables as the JSON that it stores.
        let bytes = (try? JSONEncoder().encode(configuration.environment).count) ?? 0
        guard bytes <= Self.environmentLimitBytes else {
            throw invalid("environment", "\(bytes) bytes", "at most \(Self.environmentLimitBytes) bytes altogether")
        }
    }

    private func check(_ property: String, _ number: Int, _ range: ClosedRange<Int>, _ unit: String) throws {
        guard range.contains(number) else {
            let bounds = range.upperBound == .max ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
            throw invalid(property, "\(number)", "\(bounds) \(unit)")
        }
    }

    private func invalid(_ property: String, _ value: String, _ allowed: String) -> InvalidDescription {
        InvalidDescription(id, property: property, value: value, allowed: allowed)
    }
}
