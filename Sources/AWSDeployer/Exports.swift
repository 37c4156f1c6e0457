// An author's program imports this module alone: what it describes, and what its own commands may use, come with it.
@_exported public import AWSResources
@_exported public import Deployer
@_exported public import DeployerCLI
