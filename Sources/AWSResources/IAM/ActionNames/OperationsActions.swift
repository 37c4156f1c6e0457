/// What is watched and run: logs, metrics, traces, parameters.
enum OperationsActions {
    static let names = [
        "cloudwatch": """
        AssociateDatasetKmsKey BatchGetServiceLevelIndicatorReport BatchGetServiceLevelObjectiveBudgetReport
        CreateResourceMetricsConfiguration CreateServiceLevelObjective DeleteAlarmMuteRule DeleteAlarms
        DeleteAnomalyDetector DeleteDashboards DeleteInsightRules DeleteMetricStream
        DeleteResourceMetricsConfiguration DeleteServiceLevelObjective DescribeAlarmContributors
        DescribeAlarmHistory DescribeAlarms DescribeAlarmsForMetric DescribeAnomalyDetectors DescribeInsightRules
        DisableAlarmActions DisableInsightRules DisassociateDatasetKmsKey EnableAlarmActions EnableInsightRules
        EnableTopologyDiscovery GenerateQuery GenerateQueryResultsSummary GetAlarmMuteRule GetDashboard GetDataset
        GetInsightRuleReport GetMetricData GetMetricStatistics GetMetricStream GetMetricWidgetImage
        GetOTelEnrichment GetResourceMetricsConfiguration GetService GetServiceData GetServiceLevelObjective
        GetTopologyDiscoveryStatus GetTopologyMap Link ListAlarmMuteRules ListDashboards ListEntitiesForMetric
        ListManagedInsightRules ListMetricStreams ListMetrics ListServiceLevelObjectives ListServices
        ListTagsForResource PutAlarmMuteRule PutAnomalyDetector PutCompositeAlarm PutDashboard PutInsightRule
        PutLogAlarm PutManagedInsightRules PutMetricAlarm PutMetricData PutMetricStream SetAlarmState
        StartMetricStreams StartOTelEnrichment StopMetricStreams StopOTelEnrichment TagResource UntagResource
        UpdateOTelEnrichment UpdateResourceMetricsConfiguration UpdateServiceLevelObjective
        """,
        "logs": """
        AssociateKmsKey AssociateSourceToS3TableIntegration CallWithBearerToken CancelExportTask CancelImportTask
        CreateDelivery CreateExportTask CreateImportTask CreateLogAnomalyDetector CreateLogDelivery CreateLogGroup
        CreateLogStream CreateLookupTable CreateScheduledQuery DeleteAccountPolicy DeleteDataProtectionPolicy
        DeleteDelivery DeleteDeliveryDestination DeleteDeliveryDestinationPolicy DeleteDeliverySource
        DeleteDestination DeleteIndexPolicy DeleteIntegration DeleteLogAnomalyDetector DeleteLogDelivery
        DeleteLogGroup DeleteLogStream DeleteLookupTable DeleteMetricFilter DeletePipelineRule DeleteQueryDefinition
        DeleteResourcePolicy DeleteRetentionPolicy DeleteScheduledQuery DeleteSubscriptionFilter
        DeleteSyslogConfiguration DeleteTransformer DescribeAccountPolicies DescribeConfigurationTemplates
        DescribeDeliveries DescribeDeliveryDestinations DescribeDeliverySources DescribeDestinations
        DescribeExportTasks DescribeFieldIndexes DescribeImportTaskBatches DescribeImportTasks DescribeIndexPolicies
        DescribeLogGroups DescribeLogStreams DescribeLookupTables DescribeMetricFilters DescribeQueries
        DescribeQueryDefinitions DescribeResourcePolicies DescribeSubscriptionFilters DisassociateKmsKey
        DisassociateSourceFromS3TableIntegration FilterLogEvents GetDataProtectionPolicy GetDelivery
        GetDeliveryDestination GetDeliveryDestinationPolicy GetDeliverySource GetIntegration GetLogAnomalyDetector
        GetLogDelivery GetLogEvents GetLogFields GetLogGroupFields GetLogObject GetLogRecord GetLookupTable
        GetQueryResults GetScheduledQuery GetScheduledQueryHistory GetStorageTierPolicy GetTransformer
        IntegrateWithS3Table Link ListAggregateLogGroupSummaries ListAnomalies ListEntitiesForLogGroup
        ListIntegrations ListLogAnomalyDetectors ListLogDeliveries ListLogGroups ListLogGroupsForEntity
        ListLogGroupsForQuery ListScheduledQueries ListSourcesForS3TableIntegration ListSyslogConfigurations
        ListTagsForResource ListTagsLogGroup ProcessWithPipeline PutAccountPolicy PutBearerTokenAuthentication
        PutDataProtectionPolicy PutDeliveryDestination PutDeliveryDestinationPolicy PutDeliverySource PutDestination
        PutDestinationPolicy PutIndexPolicy PutIntegration PutLogEvents PutLogGroupDeletionProtection
        PutMetricFilter PutPipelineRule PutQueryDefinition PutResourcePolicy PutRetentionPolicy PutStorageTierPolicy
        PutSubscriptionFilter PutSyslogConfiguration PutTransformer StartLiveTail StartQuery StopLiveTail StopQuery
        TagLogGroup TagResource TestMetricFilter TestTransformer Unmask UntagLogGroup UntagResource UpdateAnomaly
        UpdateDeliveryConfiguration UpdateLogAnomalyDetector UpdateLogDelivery UpdateLookupTable
        UpdateScheduledQuery
        """,
        "ssm": """
        AddTagsToResource AssociateOpsItemRelatedItem CancelCommand CancelMaintenanceWindowExecution
        CreateActivation CreateAssociation CreateAssociationBatch CreateCloudConnector CreateDocument
        CreateMaintenanceWindow CreateOpsItem CreateOpsMetadata CreatePatchBaseline CreateResourceDataSync
        DeleteActivation DeleteAssociation DeleteCloudConnector DeleteDocument DeleteInventory
        DeleteMaintenanceWindow DeleteOpsItem DeleteOpsMetadata DeleteParameter DeleteParameters DeletePatchBaseline
        DeleteResourceDataSync DeleteResourcePolicy DeregisterManagedInstance DeregisterPatchBaselineForPatchGroup
        DeregisterTargetFromMaintenanceWindow DeregisterTaskFromMaintenanceWindow DescribeActivations
        DescribeAssociation DescribeAssociationExecutionTargets DescribeAssociationExecutions
        DescribeAutomationExecutions DescribeAutomationStepExecutions DescribeAvailablePatches DescribeDocument
        DescribeDocumentParameters DescribeDocumentPermission DescribeEffectiveInstanceAssociations
        DescribeEffectivePatchesForPatchBaseline DescribeInstanceAssociationsStatus DescribeInstanceInformation
        DescribeInstancePatchStates DescribeInstancePatchStatesForPatchGroup DescribeInstancePatches
        DescribeInstanceProperties DescribeInventoryDeletions DescribeMaintenanceWindowExecutionTaskInvocations
        DescribeMaintenanceWindowExecutionTasks DescribeMaintenanceWindowExecutions
        DescribeMaintenanceWindowSchedule DescribeMaintenanceWindowTargets DescribeMaintenanceWindowTasks
        DescribeMaintenanceWindows DescribeMaintenanceWindowsForTarget DescribeOpsItems DescribeParameters
        DescribePatchBaselines DescribePatchGroupState DescribePatchGroups DescribePatchProperties DescribeSessions
        DisassociateOpsItemRelatedItem ExecuteAPI GetAccessToken GetAutomationExecution GetCalendar GetCalendarState
        GetCloudConnector GetCommandInvocation GetConnectionStatus GetDefaultPatchBaseline
        GetDeployablePatchSnapshotForInstance GetDocument GetExecutionPreview GetInventory GetInventorySchema
        GetMaintenanceWindow GetMaintenanceWindowExecution GetMaintenanceWindowExecutionTask
        GetMaintenanceWindowExecutionTaskInvocation GetMaintenanceWindowTask GetManifest GetOpsItem GetOpsMetadata
        GetOpsSummary GetParameter GetParameterHistory GetParameters GetParametersByPath GetPatchBaseline
        GetPatchBaselineForPatchGroup GetResourcePolicies GetServiceSetting LabelParameterVersion
        ListAssociationVersions ListAssociations ListCloudConnectors ListCommandInvocations ListCommands
        ListComplianceItems ListComplianceSummaries ListDocumentMetadataHistory ListDocumentVersions ListDocuments
        ListInstanceAssociations ListInventoryEntries ListNodes ListNodesSummary ListOpsItemEvents
        ListOpsItemRelatedItems ListOpsMetadata ListResourceComplianceSummaries ListResourceDataSync
        ListTagsForResource ModifyDocumentPermission PutCalendar PutComplianceItems PutConfigurePackageResult
        PutInventory PutParameter PutResourcePolicy RegisterDefaultPatchBaseline RegisterManagedInstance
        RegisterPatchBaselineForPatchGroup RegisterTargetWithMaintenanceWindow RegisterTaskWithMaintenanceWindow
        RemoveTagsFromResource ResetServiceSetting ResumeSession SendAutomationSignal SendCommand StartAccessRequest
        StartAssociationsOnce StartAutomationExecution StartChangeRequestExecution StartExecutionPreview
        StartSession StopAutomationExecution TerminateSession UnlabelParameterVersion UpdateAssociation
        UpdateAssociationStatus UpdateCloudConnector UpdateDocument UpdateDocumentDefaultVersion
        UpdateDocumentMetadata UpdateInstanceAssociationStatus UpdateInstanceInformation UpdateMaintenanceWindow
        UpdateMaintenanceWindowTarget UpdateMaintenanceWindowTask UpdateManagedInstanceRole UpdateOpsItem
        UpdateOpsMetadata UpdatePatchBaseline UpdateResourceDataSync UpdateServiceSetting ValidateCloudConnector
        """,
        "xray": """
        BatchGetTraceSummaryById BatchGetTraces CancelTraceRetrieval CreateGroup CreateSamplingRule DeleteGroup
        DeleteResourcePolicy DeleteSamplingRule GetDistinctTraceGraphs GetEncryptionConfig GetGroup GetGroups
        GetIndexingRules GetInsight GetInsightEvents GetInsightImpactGraph GetInsightSummaries
        GetRetrievedTracesGraph GetSamplingRules GetSamplingStatisticSummaries GetSamplingTargets GetServiceGraph
        GetTimeSeriesServiceStatistics GetTraceGraph GetTraceSegmentDestination GetTraceSummaries Link
        ListResourcePolicies ListRetrievedTraces ListTagsForResource PutEncryptionConfig PutResourcePolicy PutSpans
        PutSpansForIndexing PutTelemetryRecords PutTraceSegments StartTraceRetrieval TagResource UntagResource
        UpdateGroup UpdateIndexingRule UpdateSamplingRule UpdateTraceSegmentDestination
        """,
    ]
}
