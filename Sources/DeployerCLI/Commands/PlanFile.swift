import Deployer
import Foundation
import HostSystem

/// A saved plan as a file: JSON that names its own format and version.
enum PlanFile {
    /// The largest file that is read, in bytes; the plan of six resources has about twenty thousand.
    private static let largest = 16 << 20

    /// The file's contents: names in a fixed order, so that two files can be compared by eye.
    static func contents(of plan: SavedPlan) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(plan) + Data("\n".utf8)
    }

    /// The plan in the file at `path`.
    ///
    /// - Throws: ``PlanFileError``; `CancellationError`.
    static func read(_ path: String) async throws -> SavedPlan {
        let data: Data
        do {
            data = try await InputFile.contents(of: path, largestBytes: largest)
        } catch InputFile.Problem.tooLarge {
            throw PlanFileError(file: path, .noPlan("is larger than 16 MiB"))
        } catch let problem as InputFile.Problem {
            throw PlanFileError(file: path, .unreadable(problem.reason))
        }
        return try plan(in: data, file: path)
    }

    /// The plan in a file's contents.
    ///
    /// - Parameter file: the file's path, as messages show it.
    /// - Throws: ``PlanFileError``
    static func plan(in data: Data, file: String) throws(PlanFileError) -> SavedPlan {
        let value: JSONValue
        do {
            value = try JSONReader.value(data)
        } catch {
            throw PlanFileError(file: file, .noPlan(error.reason))
        }
        guard value["format"] == .string(SavedPlan.format) else {
            throw PlanFileError(file: file, .noPlan("does not say that it is a saved plan"))
        }
        guard value["version"] == .integer(SavedPlan.version) else {
            throw PlanFileError(file: file, .anotherVersion)
        }
        do {
            return try JSONDecoder().decode(SavedPlan.self, from: data)
        } catch {
            throw PlanFileError(file: file, .noPlan("is not whole"))
        }
    }
}

/// A file that this program cannot use as a plan.
struct PlanFileError: Error, Equatable {
    /// What is wrong with it.
    enum Problem: Equatable {
        /// It cannot be read; the reason in the system's words.
        case unreadable(String)
        /// It is something else, or only part of a plan; half a sentence, such as `is empty`.
        case noPlan(String)
        /// Another version of this program saved it.
        case anotherVersion
        /// It was changed after it was saved.
        case edited
    }

    /// The path, as it was given.
    let file: String
    /// What is wrong with it.
    let problem: Problem

    init(file: String, _ problem: Problem) {
        self.file = file
        self.problem = problem
    }
}

extension PlanFileError: Explainable {
    /// What is wrong with the file, and what to do.
    var explanation: Explanation {
        switch problem {
        case .unreadable(let reason):
            Explanation(
                "the plan \(file) cannot be read", why: Words.sentence(reason),
                advice: "Name a file that \"plan --out\" wrote.")
        case .noPlan(let what):
            Explanation(
                "\(file) is not a saved plan", why: "It \(Words.sentence(what))",
                advice: "Save one with \"plan --out FILE\", and apply it as it is.")
        case .anotherVersion:
            Explanation(
                "\(file) was saved by another version of this program",
                why: "It reads plans of version \(SavedPlan.version) only.",
                advice: "Plan again with this version, or apply the plan with the one that saved it.")
        case .edited:
            Explanation(
                "the plan \(file) was changed after it was saved, and nothing was done",
                why: "What it holds does not go with its digest.",
                advice: "Plan again, and apply the file as it is.")
        }
    }
}
