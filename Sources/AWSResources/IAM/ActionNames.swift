import Deployer

/// The names of IAM's actions of some services, to find a misspelt one before AWS accepts it without a word.
///
/// They are the operations of botocore 1.43.106 (November 2026), without those that IAM checks under another name, and
/// with the actions that have no operation, by the Service Authorization Reference.
enum ActionNames {
    /// The action that was probably meant; nil for an action that exists, and for one that resembles none.
    ///
    /// An action of a service that is not listed here, or one with `*` or `?`, is taken as it is.
    ///
    /// - Parameter action: such as `sqs:SendMesage`.
    static func meant(by action: String) -> String? {
        let parts = action.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, !parts[1].contains(where: { "*?".contains($0) }),
            let names = words[parts[0].lowercased()]?.split(whereSeparator: \.isWhitespace).map(String.init),
            !names.contains(where: { $0.lowercased() == parts[1].lowercased() })
        else { return nil }
        return NearMatch.best(for: parts[1], among: names).map { "\(parts[0]):\($0)" }
    }

    private static let words = [
        "dynamodb": """
        BatchGetItem BatchWriteItem ConditionCheckItem CreateBackup CreateGlobalTable CreateTable
        CreateTableReplica DeleteBackup DeleteItem DeleteResourcePolicy DeleteTable DeleteTableReplica
        DescribeBackup DescribeContinuousBackups DescribeContributorInsights DescribeEndpoints
        DescribeExport DescribeGlobalTable DescribeGlobalTableSettings DescribeImport
        DescribeKinesisStreamingDestination DescribeLimits DescribeReservedCapacity
        DescribeReservedCapacityOfferings DescribeStream DescribeTable DescribeTableReplicaAutoScaling
        DescribeTimeToLive DisableKinesisStreamingDestination EnableKinesisStreamingDestination
        ExportTableToPointInTime GetItem GetRecords GetResourcePolicy GetShardIterator ImportTable
        ListBackups ListContributorInsights ListExports ListGlobalTables ListImports ListStreams ListTables
        ListTagsOfResource PartiQLDelete PartiQLInsert PartiQLSelect PartiQLUpdate
        PurchaseReservedCapacityOfferings PutItem PutResourcePolicy Query RestoreTableFromAwsBackup
        RestoreTableFromBackup RestoreTableToPointInTime Scan SearchVectors StartAwsBackupJob TagResource
        UntagResource UpdateContinuousBackups UpdateContributorInsights UpdateGlobalTable
        UpdateGlobalTableSettings UpdateItem UpdateKinesisStreamingDestination UpdateTable
        UpdateTableReplicaAutoScaling UpdateTimeToLive
        """,
        "lambda": """
        AddLayerVersionPermission AddPermission CheckpointDurableExecution CreateAlias
        CreateCapacityProvider CreateCodeSigningConfig CreateEventSourceMapping CreateFunction
        CreateFunctionUrlConfig DeleteAlias DeleteCapacityProvider DeleteCodeSigningConfig
        DeleteEventSourceMapping DeleteFunction DeleteFunctionCodeSigningConfig DeleteFunctionConcurrency
        DeleteFunctionEventInvokeConfig DeleteFunctionUrlConfig DeleteLayerVersion
        DeleteProvisionedConcurrencyConfig DeleteResourcePolicy DisableReplication EnableReplication
        GetAccountSettings GetAlias GetCapacityProvider GetCodeSigningConfig GetDurableExecution
        GetDurableExecutionHistory GetDurableExecutionState GetEventSourceMapping GetFunction
        GetFunctionCodeSigningConfig GetFunctionConcurrency GetFunctionConfiguration
        GetFunctionEventInvokeConfig GetFunctionRecursionConfig GetFunctionScalingConfig
        GetFunctionUrlConfig GetLayerVersion GetLayerVersionPolicy GetPolicy GetProvisionedConcurrencyConfig
        GetResourcePolicy GetRuntimeManagementConfig InvokeAsync InvokeFunction InvokeFunctionUrl
        ListAliases ListCapacityProviders ListCodeSigningConfigs ListDurableExecutionsByFunction
        ListEventSourceMappings ListFunctionEventInvokeConfigs ListFunctionUrlConfigs
        ListFunctionVersionsByCapacityProvider ListFunctions ListFunctionsByCodeSigningConfig
        ListLayerVersions ListLayers ListProvisionedConcurrencyConfigs ListTags ListVersionsByFunction
        PublishLayerVersion PublishVersion PutFunctionCodeSigningConfig PutFunctionConcurrency
        PutFunctionEventInvokeConfig PutFunctionRecursionConfig PutFunctionScalingConfig
        PutProvisionedConcurrencyConfig PutResourcePolicy PutRuntimeManagementConfig
        RemoveLayerVersionPermission RemovePermission SendDurableExecutionCallbackFailure
        SendDurableExecutionCallbackHeartbeat SendDurableExecutionCallbackSuccess StopDurableExecution
        TagResource UntagResource UpdateAlias UpdateCapacityProvider UpdateCodeSigningConfig
        UpdateEventSourceMapping UpdateFunctionCode UpdateFunctionConfiguration
        UpdateFunctionEventInvokeConfig UpdateFunctionUrlConfig
        """,
        "logs": """
        AssociateKmsKey AssociateSourceToS3TableIntegration CancelExportTask CancelImportTask CreateDelivery
        CreateExportTask CreateImportTask CreateLogAnomalyDetector CreateLogDelivery CreateLogGroup
        CreateLogStream CreateLookupTable CreateScheduledQuery DeleteAccountPolicy
        DeleteDataProtectionPolicy DeleteDelivery DeleteDeliveryDestination DeleteDeliveryDestinationPolicy
        DeleteDeliverySource DeleteDestination DeleteIndexPolicy DeleteIntegration DeleteLogAnomalyDetector
        DeleteLogDelivery DeleteLogGroup DeleteLogStream DeleteLookupTable DeleteMetricFilter
        DeleteQueryDefinition DeleteResourcePolicy DeleteRetentionPolicy DeleteScheduledQuery
        DeleteSubscriptionFilter DeleteSyslogConfiguration DeleteTransformer DescribeAccountPolicies
        DescribeConfigurationTemplates DescribeDeliveries DescribeDeliveryDestinations
        DescribeDeliverySources DescribeDestinations DescribeExportTasks DescribeFieldIndexes
        DescribeImportTaskBatches DescribeImportTasks DescribeIndexPolicies DescribeLogGroups
        DescribeLogStreams DescribeLookupTables DescribeMetricFilters DescribeQueries
        DescribeQueryDefinitions DescribeResourcePolicies DescribeSubscriptionFilters DisassociateKmsKey
        DisassociateSourceFromS3TableIntegration FilterLogEvents GetDataProtectionPolicy GetDelivery
        GetDeliveryDestination GetDeliveryDestinationPolicy GetDeliverySource GetIntegration
        GetLogAnomalyDetector GetLogDelivery GetLogEvents GetLogFields GetLogGroupFields GetLogObject
        GetLogRecord GetLookupTable GetQueryResults GetScheduledQuery GetScheduledQueryHistory
        GetStorageTierPolicy GetTransformer IntegrateWithS3Table Link ListAggregateLogGroupSummaries
        ListAnomalies ListIntegrations ListLogAnomalyDetectors ListLogDeliveries ListLogGroups
        ListLogGroupsForQuery ListScheduledQueries ListSourcesForS3TableIntegration ListSyslogConfigurations
        ListTagsForResource ListTagsLogGroup PutAccountPolicy PutBearerTokenAuthentication
        PutDataProtectionPolicy PutDeliveryDestination PutDeliveryDestinationPolicy PutDeliverySource
        PutDestination PutDestinationPolicy PutIndexPolicy PutIntegration PutLogEvents
        PutLogGroupDeletionProtection PutMetricFilter PutQueryDefinition PutResourcePolicy
        PutRetentionPolicy PutStorageTierPolicy PutSubscriptionFilter PutSyslogConfiguration PutTransformer
        StartLiveTail StartQuery StopQuery TagLogGroup TagResource TestMetricFilter TestTransformer Unmask
        UntagLogGroup UntagResource UpdateAnomaly UpdateDeliveryConfiguration UpdateLogAnomalyDetector
        UpdateLogDelivery UpdateLookupTable UpdateScheduledQuery
        """,
        "sqs": """
        AddPermission CancelMessageMoveTask ChangeMessageVisibility CreateQueue DeleteMessage DeleteQueue
        GetQueueAttributes GetQueueUrl ListDeadLetterSourceQueues ListMessageMoveTasks ListQueueTags
        ListQueues PurgeQueue ReceiveMessage RemovePermission SendMessage SetQueueAttributes
        StartMessageMoveTask TagQueue UntagQueue
        """,
        "sns": """
        AddPermission CheckIfPhoneNumberIsOptedOut ConfirmSubscription CreatePlatformApplication
        CreatePlatformEndpoint CreateSMSSandboxPhoneNumber CreateTopic DeleteEndpoint
        DeletePlatformApplication DeleteSMSSandboxPhoneNumber DeleteTopic GetDataProtectionPolicy
        GetEndpointAttributes GetPlatformApplicationAttributes GetSMSAttributes GetSMSSandboxAccountStatus
        GetSubscriptionAttributes GetTopicAttributes ListEndpointsByPlatformApplication
        ListOriginationNumbers ListPhoneNumbersOptedOut ListPlatformApplications ListSMSSandboxPhoneNumbers
        ListSubscriptions ListSubscriptionsByTopic ListTagsForResource ListTopics OptInPhoneNumber Publish
        PutDataProtectionPolicy RemovePermission SetEndpointAttributes SetPlatformApplicationAttributes
        SetSMSAttributes SetSubscriptionAttributes SetTopicAttributes Subscribe TagResource Unsubscribe
        UntagResource VerifySMSSandboxPhoneNumber
        """,
        "secretsmanager": """
        BatchGetSecretValue CancelRotateSecret CreateSecret DeleteResourcePolicy DeleteSecret DescribeSecret
        GetRandomPassword GetResourcePolicy GetSecretValue ListSecretVersionIds ListSecrets
        PutResourcePolicy PutSecretValue RemoveRegionsFromReplication ReplicateSecretToRegions RestoreSecret
        RotateSecret StopReplicationToReplica TagResource UntagResource UpdateSecret
        UpdateSecretVersionStage ValidateResourcePolicy
        """,
        "events": """
        ActivateEventSource CancelReplay CreateApiDestination CreateArchive CreateConnection CreateEndpoint
        CreateEventBus CreatePartnerEventSource DeactivateEventSource DeauthorizeConnection
        DeleteApiDestination DeleteArchive DeleteConnection DeleteEndpoint DeleteEventBus
        DeletePartnerEventSource DeleteRule DescribeApiDestination DescribeArchive DescribeConnection
        DescribeEndpoint DescribeEventBus DescribeEventSource DescribePartnerEventSource DescribeReplay
        DescribeRule DisableRule EnableRule ListApiDestinations ListArchives ListConnections ListEndpoints
        ListEventBuses ListEventSources ListPartnerEventSourceAccounts ListPartnerEventSources ListReplays
        ListRuleNamesByTarget ListRules ListTagsForResource ListTargetsByRule PutEvents PutPartnerEvents
        PutPermission PutRule PutTargets RemovePermission RemoveTargets StartReplay TagResource
        TestEventPattern UntagResource UpdateApiDestination UpdateArchive UpdateConnection UpdateEndpoint
        UpdateEventBus
        """,
        "states": """
        CreateActivity CreateStateMachine CreateStateMachineAlias DeleteActivity DeleteStateMachine
        DeleteStateMachineAlias DeleteStateMachineVersion DescribeActivity DescribeExecution DescribeMapRun
        DescribeStateMachine DescribeStateMachineAlias DescribeStateMachineForExecution GetActivityTask
        GetExecutionHistory InvokeHTTPEndpoint ListActivities ListExecutions ListMapRuns
        ListStateMachineAliases ListStateMachineVersions ListStateMachines ListTagsForResource
        PublishStateMachineVersion RedriveExecution SendTaskFailure SendTaskHeartbeat SendTaskSuccess
        StartExecution StartSyncExecution StopExecution TagResource TestState UntagResource UpdateMapRun
        UpdateStateMachine UpdateStateMachineAlias ValidateStateMachineDefinition
        """,
    ]
}
