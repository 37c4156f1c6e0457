// swift-tools-version: 6.2
import PackageDescription

// A package of somebody else: two kinds of resource that `counter` does not know, and two stacks with
// their functions.
let package = Package(
    name: "examples",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "counter", path: "..")],
    targets: [
        .executableTarget(
            name: "Jobs",
            dependencies: [
                .product(name: "AWSClient", package: "counter"), .product(name: "AWSDeployer", package: "counter"),
            ]),
        .executableTarget(name: "Worker", dependencies: [.product(name: "FunctionRuntime", package: "counter")]),
        .executableTarget(name: "Guestbook", dependencies: [.product(name: "AWSDeployer", package: "counter")]),
        .executableTarget(
            name: "GuestbookFunction", dependencies: [.product(name: "FunctionRuntime", package: "counter")]),
    ],
    swiftLanguageModes: [.v6]
)
