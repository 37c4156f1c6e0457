// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "counter",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "counter", targets: ["CounterStack"]),
        .executable(name: "CounterFunction", targets: ["CounterFunction"]),
        .library(name: "AWSDeployer", targets: ["AWSDeployer"]),
        .library(name: "AWSResources", targets: ["AWSResources"]),
        .library(name: "Deployer", targets: ["Deployer"]),
        .library(name: "DeployerCLI", targets: ["DeployerCLI"]),
    ],
    targets: [
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
        .systemLibrary(
            name: "CZip", pkgConfig: "libzip",
            providers: [.apt(["libzip-dev"]), .brew(["libzip"])]),
        .systemLibrary(
            name: "COpenSSL", pkgConfig: "openssl",
            providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),

        .target(name: "AWSSigning", dependencies: ["COpenSSL"]),
        .target(name: "AWSClient", dependencies: ["AWSSigning", "CCurl"]),
        .target(name: "Deployer"),
        .target(name: "DeployerCLI", dependencies: ["Deployer"]),
        .target(name: "AWSResources", dependencies: ["AWSClient", "AWSSigning", "Deployer"]),
        .target(
            name: "AWSDeployer",
            dependencies: ["AWSClient", "AWSResources", "AWSSigning", "CZip", "Deployer", "DeployerCLI"]),
        .executableTarget(name: "CounterStack", dependencies: ["AWSDeployer"]),
        .executableTarget(name: "CounterFunction", dependencies: ["AWSSigning", "COpenSSL"]),

        .testTarget(name: "AWSSigningTests", dependencies: ["AWSSigning"]),
        .testTarget(name: "AWSClientTests", dependencies: ["AWSClient", "AWSSigning"]),
        .target(name: "DeployerTestSupport", dependencies: ["Deployer"], path: "Tests/DeployerTestSupport"),
        .testTarget(name: "DeployerTests", dependencies: ["Deployer", "DeployerTestSupport"]),
        .testTarget(name: "DeployerCLITests", dependencies: ["Deployer", "DeployerCLI", "DeployerTestSupport"]),
        .target(
            name: "AWSTestSupport",
            dependencies: ["AWSClient", "AWSDeployer", "AWSResources", "AWSSigning", "Deployer"],
            path: "Tests/AWSTestSupport"),
        .testTarget(
            name: "AWSResourcesTests",
            dependencies: [
                "AWSClient", "AWSDeployer", "AWSResources", "AWSSigning", "AWSTestSupport", "Deployer",
                "DeployerTestSupport",
            ]),
        .testTarget(
            name: "AWSDeployerTests",
            dependencies: [
                "AWSClient", "AWSDeployer", "AWSResources", "AWSSigning", "AWSTestSupport", "Deployer", "DeployerCLI",
            ]),
        .testTarget(name: "CounterFunctionTests", dependencies: ["AWSSigning", "COpenSSL", "CounterFunction"]),
        .testTarget(
            name: "CounterStackTests",
            dependencies: ["AWSClient", "AWSDeployer", "AWSResources", "CounterStack", "Deployer", "DeployerCLI"]),
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "AWSClient", "AWSDeployer", "AWSResources", "AWSSigning", "CounterFunction", "CounterStack", "Deployer",
                "DeployerCLI", "DeployerTestSupport",
            ],
            path: "Tests/Fuzz", exclude: ["answers", "corpus"]),
        .executableTarget(
            name: "WireProbe", dependencies: ["AWSClient", "AWSResources", "AWSSigning"], path: "Tests/WireProbe"),
        .executableTarget(name: "LoginProbe", dependencies: ["AWSClient", "AWSSigning"], path: "Tests/LoginProbe"),
        .executableTarget(
            name: "SampleStack", dependencies: ["AWSDeployer"], path: "Tests/SampleStack"),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
