public import Deployer
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

    /// Adds what Lambda would refuse.
    public func check(_ errors: inout DescriptionErrors, in context: AWS) {
        errors.check("name", name, Self.nameRule)
        errors.check("memory", memoryMiB, 128...10_240, "MiB")
        errors.check("timeout", timeoutSeconds, 1...900, "seconds")
        errors.check("ephemeralStorage", ephemeralStorageMiB, 512...10_240, "MiB")
        checkLayers(&errors, in: context)
        if let reservedConcurrency { errors.check("reservedConcurrency", reservedConcurrency, 0...Int.max) }
        if description.count > 256 {
            errors.refuse("description", "\(description.count) characters", allowed: "at most 256 characters long")
        }
        checkEnvironment(&errors, environment.merging(context.localEnvironment) { described, _ in described })
        errors.check(tags: tags, in: context)
    }

    private func checkEnvironment(_ errors: inout DescriptionErrors, _ environment: [String: String]) {
        for key in environment.keys.sorted() {
            let isLetter = { (byte: UInt8) in (65...90).contains(byte) || (97...122).contains(byte) }
            let isAllowed = { (byte: UInt8) in isLetter(byte) || (48...57).contains(byte) || byte == 95 }
            if Self.reservedVariables.contains(key) {
                errors.refuse("environment", key, allowed: "without the variables that Lambda sets itself")
            } else if key.utf8.count < 2 || key.utf8.first.map(isLetter) != true || !key.utf8.allSatisfy(isAllowed) {
                errors.refuse(
                    "environment", key,
                    allowed: "of variables whose names have two or more letters, digits and _, a letter first")
            }
        }
        // Lambda counts the variables as the JSON that it stores.
        let bytes = (try? JSONEncoder().encode(environment).count) ?? 0
        if bytes > Self.environmentLimitBytes {
            errors.refuse(
                "environment", "\(bytes) bytes", allowed: "at most \(Self.environmentLimitBytes) bytes altogether")
        }
    }
}
