// swift-tools-version: 6.2
import PackageDescription

// A package of somebody else: two kinds of resource that `counter` does not know, two functions, and a stack of them.
let package = Package(
    name: "examples",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "counter", path: "..")],
    targets: [
        .executableTarget(
            name: "Jobs",
            dependencies: [
                .product(name: "AWSClient", package: "counter"), .product(name: "AWSDeployer", package: "counter"),
            ])
    ],
    swiftLanguageModes: [.v6]
)
