/// What runs and calls: functions, state machines, APIs and models.
enum ComputeActions {
    static let names = [
        "apigateway": """
        AddCertificateToDomain CreateAccessAssociation CreatePortal CreatePortalProduct CreateProductPage
        CreateProductRestEndpointPage CreateRoutingRule DELETE DeletePortal DeletePortalProduct
        DeletePortalProductSharingPolicy DeleteProductPage DeleteProductRestEndpointPage DeleteRoutingRule
        DisablePortal GET GetPortal GetPortalProduct GetPortalProductSharingPolicy GetProductPage
        GetProductRestEndpointPage GetRoutingRule ListPortalProducts ListPortals ListProductPages
        ListProductRestEndpointPages ListRoutingRules PATCH POST PUT PreviewPortal PublishPortal
        PutPortalProductSharingPolicy RejectAccessAssociation RemoveCertificateFromDomain SetWebACL
        UpdateDomainNameManagementPolicy UpdateDomainNamePolicy UpdatePortal UpdatePortalProduct UpdateProductPage
        UpdateProductRestEndpointPage UpdateRestApiPolicy UpdateRoutingRule
        """,
        "bedrock": """
        AgenticRetrieveStream AllowVendedLogDeliveryForResource ApplyGuardrail AssociateAgentCollaborator
        AssociateAgentKnowledgeBase AssociateThirdPartyKnowledgeBase BatchDeleteAdvancedPromptOptimizationJob
        BatchDeleteEvaluationJob CallWithBearerToken CancelAutomatedReasoningPolicyBuildWorkflow
        CheckIngestedDocumentAcl CopyBlueprintStage CountTokens CreateAdvancedPromptOptimizationJob CreateAgent
        CreateAgentActionGroup CreateAgentAlias CreateAutomatedReasoningPolicy
        CreateAutomatedReasoningPolicyTestCase CreateAutomatedReasoningPolicyVersion CreateBlueprint
        CreateBlueprintVersion CreateCustomModel CreateCustomModelDeployment CreateDataAutomationProject
        CreateDataSource CreateEvaluationJob CreateFlow CreateFlowAlias CreateFlowVersion
        CreateFoundationModelAgreement CreateGuardrail CreateGuardrailVersion CreateInferenceProfile
        CreateInvocation CreateKnowledgeBase CreateMarketplaceModelEndpoint CreateModelCopyJob
        CreateModelCustomizationJob CreateModelEvaluationJob CreateModelImportJob CreateModelInvocationJob
        CreatePrompt CreatePromptRouter CreatePromptVersion CreateProvisionedModelThroughput CreateSession
        CreateVpcConfiguration DeleteAgent DeleteAgentActionGroup DeleteAgentAlias DeleteAgentMemory
        DeleteAgentVersion DeleteAutomatedReasoningPolicy DeleteAutomatedReasoningPolicyBuildWorkflow
        DeleteAutomatedReasoningPolicyTestCase DeleteBlueprint DeleteCustomModel DeleteCustomModelDeployment
        DeleteDataAutomationProject DeleteDataSource DeleteEnforcedGuardrailConfiguration DeleteFlow DeleteFlowAlias
        DeleteFlowVersion DeleteFoundationModelAgreement DeleteGuardrail DeleteImportedModel DeleteInferenceProfile
        DeleteKnowledgeBase DeleteKnowledgeBaseDocuments DeleteMarketplaceModelAgreement
        DeleteMarketplaceModelEndpoint DeleteModelInvocationLoggingConfiguration DeletePrompt DeletePromptRouter
        DeleteProvisionedModelThroughput DeleteResourcePolicy DeleteSession DeleteVpcConfiguration
        DeregisterMarketplaceModelEndpoint DetectGeneratedContent DisassociateAgentCollaborator
        DisassociateAgentKnowledgeBase EndSession ExportAutomatedReasoningPolicyVersion GenerateQuery
        GetAccountDataRetention GetAdvancedPromptOptimizationJob GetAgent GetAgentActionGroup GetAgentAlias
        GetAgentCollaborator GetAgentKnowledgeBase GetAgentMemory GetAgentVersion GetAsyncInvoke
        GetAutomatedReasoningPolicy GetAutomatedReasoningPolicyAnnotations GetAutomatedReasoningPolicyBuildWorkflow
        GetAutomatedReasoningPolicyBuildWorkflowResultAssets GetAutomatedReasoningPolicyNextScenario
        GetAutomatedReasoningPolicyTestCase GetAutomatedReasoningPolicyTestResult GetBlueprint
        GetBlueprintOptimizationStatus GetBlueprintRecommendation GetCustomModel GetCustomModelDeployment
        GetDataAutomationProject GetDataAutomationStatus GetDataSource GetDocumentContent GetEvaluationJob
        GetExecutionFlowSnapshot GetFlow GetFlowAlias GetFlowExecution GetFlowVersion GetFoundationModel
        GetFoundationModelAvailability GetGuardrail GetImportedModel GetInferenceProfile GetIngestedDocumentAcl
        GetIngestionJob GetInvocationStep GetKnowledgeBase GetKnowledgeBaseDocuments GetMarketplaceModelEndpoint
        GetModelCopyJob GetModelCustomizationJob GetModelEvaluationJob GetModelImportJob GetModelInvocationJob
        GetModelInvocationLoggingConfiguration GetPrompt GetPromptRouter GetProvisionedModelThroughput
        GetResourcePolicy GetSession GetUseCaseForModelAccess GetVpcConfiguration IngestKnowledgeBaseDocuments
        InvokeAgent InvokeAutomatedReasoningPolicy InvokeBlueprintOptimizationAsync
        InvokeBlueprintRecommendationAsync InvokeBuilder InvokeDataAutomation InvokeDataAutomationAsync InvokeFlow
        InvokeGuardrailChecks InvokeInlineAgent InvokeModel InvokeModelWithBidirectionalStream
        InvokeModelWithResponseStream InvokeTool ListAdvancedPromptOptimizationJobs ListAgentActionGroups
        ListAgentAliases ListAgentCollaborators ListAgentKnowledgeBases ListAgentVersions ListAgents
        ListAsyncInvokes ListAutomatedReasoningPolicies ListAutomatedReasoningPolicyBuildWorkflows
        ListAutomatedReasoningPolicyTestCases ListAutomatedReasoningPolicyTestResults ListBlueprints
        ListCustomModelDeployments ListCustomModels ListDataAutomationProjects ListDataSources
        ListEnforcedGuardrailsConfiguration ListEvaluationJobs ListFlowAliases ListFlowExecutionEvents
        ListFlowExecutions ListFlowVersions ListFlows ListFoundationModelAgreementOffers ListFoundationModels
        ListGuardrails ListImportedModels ListInferenceProfiles ListIngestionJobs ListInvocationSteps
        ListInvocations ListKnowledgeBaseDocuments ListKnowledgeBases ListMarketplaceModelEndpoints
        ListModelCopyJobs ListModelCustomizationJobs ListModelEvaluationJobs ListModelImportJobs
        ListModelInvocationJobs ListPromptRouters ListPrompts ListProvisionedModelThroughputs ListSessions
        ListTagsForResource ListVpcConfigurations OptimizePrompt PrepareAgent PrepareFlow PutAccountDataRetention
        PutEnforcedGuardrailConfiguration PutFoundationModelEntitlement PutInvocationStep
        PutModelInvocationLoggingConfiguration PutResourcePolicy PutUseCaseForModelAccess
        RegisterMarketplaceModelEndpoint RenderPrompt Rerank Retrieve RetrieveAndGenerate RetrieveAndGenerateStream
        StartAsyncInvoke StartAutomatedReasoningPolicyBuildWorkflow StartAutomatedReasoningPolicyTestWorkflow
        StartFlowExecution StartIngestionJob StopAdvancedPromptOptimizationJob StopEvaluationJob StopFlowExecution
        StopIngestionJob StopModelCustomizationJob StopModelInvocationJob TagResource UntagResource UpdateAgent
        UpdateAgentActionGroup UpdateAgentAlias UpdateAgentCollaborator UpdateAgentKnowledgeBase
        UpdateAutomatedReasoningPolicy UpdateAutomatedReasoningPolicyAnnotations
        UpdateAutomatedReasoningPolicyTestCase UpdateBlueprint UpdateCustomModelDeployment
        UpdateDataAutomationProject UpdateDataSource UpdateFlow UpdateFlowAlias UpdateGuardrail UpdateKnowledgeBase
        UpdateMarketplaceModelEndpoint UpdatePrompt UpdateProvisionedModelThroughput UpdateSession
        ValidateFlowDefinition
        """,
        "execute-api": """
        InvalidateCache Invoke ManageConnections
        """,
        "lambda": """
        AddLayerVersionPermission AddPermission CheckpointDurableExecution CreateAlias CreateCapacityProvider
        CreateCodeSigningConfig CreateEventSourceMapping CreateFunction CreateFunctionUrlConfig DeleteAlias
        DeleteCapacityProvider DeleteCodeSigningConfig DeleteEventSourceMapping DeleteFunction
        DeleteFunctionCodeSigningConfig DeleteFunctionConcurrency DeleteFunctionEventInvokeConfig
        DeleteFunctionUrlConfig DeleteLayerVersion DeleteProvisionedConcurrencyConfig DeleteResourcePolicy
        DisableReplication EnableReplication GetAccountSettings GetAlias GetCapacityProvider GetCodeSigningConfig
        GetDurableExecution GetDurableExecutionHistory GetDurableExecutionState GetEventSourceMapping GetFunction
        GetFunctionCodeSigningConfig GetFunctionConcurrency GetFunctionConfiguration GetFunctionEventInvokeConfig
        GetFunctionRecursionConfig GetFunctionScalingConfig GetFunctionUrlConfig GetLayerVersion
        GetLayerVersionPolicy GetPolicy GetProvisionedConcurrencyConfig GetResourcePolicy GetRuntimeManagementConfig
        InvokeAsync InvokeFunction InvokeFunctionUrl ListAliases ListCapacityProviders ListCodeSigningConfigs
        ListDurableExecutionsByFunction ListEventSourceMappings ListFunctionEventInvokeConfigs
        ListFunctionUrlConfigs ListFunctionVersionsByCapacityProvider ListFunctions ListFunctionsByCodeSigningConfig
        ListLayerVersions ListLayers ListProvisionedConcurrencyConfigs ListTags ListVersionsByFunction
        PassCapacityProvider PublishLayerVersion PublishVersion PutFunctionCodeSigningConfig PutFunctionConcurrency
        PutFunctionEventInvokeConfig PutFunctionRecursionConfig PutFunctionScalingConfig
        PutProvisionedConcurrencyConfig PutResourcePolicy PutRuntimeManagementConfig RemoveLayerVersionPermission
        RemovePermission SendDurableExecutionCallbackFailure SendDurableExecutionCallbackHeartbeat
        SendDurableExecutionCallbackSuccess StopDurableExecution TagResource UntagResource UpdateAlias
        UpdateCapacityProvider UpdateCodeSigningConfig UpdateEventSourceMapping UpdateFunctionCode
        UpdateFunctionCodeSigningConfig UpdateFunctionConfiguration UpdateFunctionEventInvokeConfig
        UpdateFunctionUrlConfig
        """,
        "states": """
        CreateActivity CreateStateMachine CreateStateMachineAlias DeleteActivity DeleteStateMachine
        DeleteStateMachineAlias DeleteStateMachineVersion DescribeActivity DescribeExecution DescribeMapRun
        DescribeStateMachine DescribeStateMachineAlias DescribeStateMachineForExecution GetActivityTask
        GetExecutionHistory InvokeHTTPEndpoint ListActivities ListExecutions ListMapRuns ListStateMachineAliases
        ListStateMachineVersions ListStateMachines ListTagsForResource PublishStateMachineVersion RedriveExecution
        RevealSecrets SendTaskFailure SendTaskHeartbeat SendTaskSuccess StartExecution StartSyncExecution
        StopExecution TagResource TestState UntagResource UpdateMapRun UpdateStateMachine UpdateStateMachineAlias
        ValidateStateMachineDefinition
        """,
    ]
}
