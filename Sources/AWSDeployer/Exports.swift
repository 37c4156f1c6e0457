// An author's program imports only this module: it re-exports what descriptions and custom commands need.
@_exported public import AWSResources
@_exported public import Deployer
@_exported public import DeployerCLI
