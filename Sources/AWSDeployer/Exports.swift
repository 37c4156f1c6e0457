// A stack's program imports only this module: it re-exports what descriptions and custom commands need. A kind of an
// author's own, which calls a service, also imports AWSClient.
@_exported public import AWSResources
@_exported public import Deployer
@_exported public import DeployerCLI
