// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "counter",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "counter", targets: ["CounterStack"]),
        .executable(name: "CounterFunction", targets: ["CounterFunction"]),
        .library(name: "AWSClient", targets: ["AWSClient"]),
        .library(name: "AWSDeployer", targets: ["AWSDeployer"]),
        .library(name: "AWSResources", targets: ["AWSResources"]),
        .library(name: "Deployer", targets: ["Deployer"]),
        .library(name: "DeployerCLI", targets: ["DeployerCLI"]),
        .library(name: "FunctionRuntime", targets: ["FunctionRuntime"]),
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
        .systemLibrary(name: "CSpawn"),
        .systemLibrary(name: "CCommit"),

        .target(name: "AWSSigning", dependencies: ["COpenSSL"]),
        .target(name: "HostSystem", dependencies: ["CSpawn"]),
        .target(name: "AWSClient", dependencies: ["AWSSigning", "CCurl", "HostSystem"]),
        .target(name: "Deployer"),
        .target(name: "DeployerCLI", dependencies: ["Deployer", "HostSystem"]),
        .target(name: "AWSResources", dependencies: ["AWSClient", "AWSSigning", "Deployer"]),
        .target(
            name: "AWSDeployer",
            dependencies: ["AWSClient", "AWSResources", "AWSSigning", "CZip", "Deployer", "DeployerCLI", "HostSystem"]),
        .executableTarget(name: "CounterStack", dependencies: ["AWSDeployer", "CCommit"]),
        .target(name: "FunctionRuntime", dependencies: ["AWSSigning", "COpenSSL"]),
        .executableTarget(name: "CounterFunction", dependencies: ["FunctionRuntime"]),

        .testTarget(name: "AWSSigningTests", dependencies: ["AWSSigning"]),
        .target(name: "HostTestSupport", dependencies: ["HostSystem"], path: "Tests/HostTestSupport"),
        .testTarget(name: "HostSystemTests", dependencies: ["HostSystem", "HostTestSupport"]),
        .testTarget(name: "AWSClientTests", dependencies: ["AWSClient", "AWSSigning", "HostSystem"]),
        .target(name: "DeployerTestSupport", dependencies: ["Deployer"], path: "Tests/DeployerTestSupport"),
        .testTarget(name: "DeployerTests", dependencies: ["Deployer", "DeployerTestSupport"]),
        .testTarget(
            name: "DeployerCLITests",
            dependencies: ["Deployer", "DeployerCLI", "DeployerTestSupport", "HostTestSupport"]),
        .target(
            name: "AWSTestSupport",
            dependencies: ["AWSClient", "AWSDeployer", "AWSResources", "AWSSigning", "Deployer", "HostTestSupport"],
            path: "Tests/AWSTestSupport"),
        .testTarget(
            name: "AWSResourcesTests",
            dependencies: [
                "AWSClient", "AWSDeployer", "AWSResources", "AWSSigning", "AWSTestSupport", "Deployer",
                "DeployerTestSupport", "HostTestSupport",
            ]),
        .testTarget(
            name: "AWSDeployerTests",
            dependencies: [
                "AWSClient", "AWSDeployer", "AWSResources", "AWSSigning", "AWSTestSupport", "Deployer", "DeployerCLI",
                "HostSystem", "HostTestSupport",
            ]),
        .target(
            name: "FunctionTestSupport", dependencies: ["COpenSSL", "FunctionRuntime"],
            path: "Tests/FunctionTestSupport"),
        .testTarget(
            name: "FunctionRuntimeTests",
            dependencies: ["AWSSigning", "COpenSSL", "FunctionRuntime", "FunctionTestSupport"]),
        .testTarget(
            name: "CounterFunctionTests",
            dependencies: ["AWSSigning", "CounterFunction", "FunctionRuntime", "FunctionTestSupport"]),
        .testTarget(
            name: "CounterStackTests",
            dependencies: [
                "AWSClient", "AWSDeployer", "AWSResources", "AWSTestSupport", "CounterStack", "Deployer", "DeployerCLI",
            ]),
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "AWSClient", "AWSDeployer", "AWSResources", "AWSSigning", "CounterFunction", "CounterStack", "Deployer",
                "DeployerCLI", "DeployerTestSupport", "FunctionRuntime", "HostSystem",
            ],
            path: "Tests/Fuzz", exclude: ["answers", "corpus"]),
        .executableTarget(
            name: "WireProbe", dependencies: ["AWSClient", "AWSResources", "AWSSigning"], path: "Tests/WireProbe"),
        .executableTarget(name: "LoginProbe", dependencies: ["AWSClient", "AWSSigning"], path: "Tests/LoginProbe"),
        .executableTarget(
            name: "RuntimeProbe", dependencies: ["FunctionRuntime"], path: "Tests/RuntimeProbe"),
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
