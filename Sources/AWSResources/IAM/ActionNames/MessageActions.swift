/// What passes on: queues, topics, events, mail.
enum MessageActions {
    static let names = [
        "events": """
        ActivateEventSource AllowVendedLogDeliveryForResource CancelReplay CreateApiDestination CreateArchive
        CreateConnection CreateEndpoint CreateEventBus CreatePartnerEventSource DeactivateEventSource
        DeauthorizeConnection DeleteApiDestination DeleteArchive DeleteConnection DeleteEndpoint DeleteEventBus
        DeletePartnerEventSource DeleteRule DescribeApiDestination DescribeArchive DescribeConnection
        DescribeEndpoint DescribeEventBus DescribeEventSource DescribePartnerEventSource DescribeReplay DescribeRule
        DisableRule EnableRule InvokeApiDestination ListApiDestinations ListArchives ListConnections ListEndpoints
        ListEventBuses ListEventSources ListPartnerEventSourceAccounts ListPartnerEventSources ListReplays
        ListRuleNamesByTarget ListRules ListTagsForResource ListTargetsByRule PutEvents PutPartnerEvents
        PutPermission PutRule PutTargets RemovePermission RemoveTargets RetrieveConnectionCredentials StartReplay
        TagResource TestEventPattern UntagResource UpdateApiDestination UpdateArchive UpdateConnection
        UpdateEndpoint UpdateEventBus
        """,
        "scheduler": """
        CreateSchedule CreateScheduleGroup DeleteSchedule DeleteScheduleGroup GetSchedule GetScheduleGroup
        ListScheduleGroups ListSchedules ListTagsForResource TagResource UntagResource UpdateSchedule
        """,
        "ses": """
        AllowVendedLogDeliveryForResource AssociateEmailIdentityCertificate BatchGetMetricData CancelExportJob
        CloneReceiptRuleSet CreateAddonInstance CreateAddonSubscription CreateAddressList CreateAddressListImportJob
        CreateArchive CreateConfigurationSet CreateConfigurationSetEventDestination
        CreateConfigurationSetTrackingOptions CreateContact CreateContactList CreateCustomVerificationEmailTemplate
        CreateDedicatedIpPool CreateDeliverabilityTestReport CreateEmailIdentity CreateEmailIdentityPolicy
        CreateEmailTemplate CreateExportJob CreateImportJob CreateIngressPoint CreateMultiRegionEndpoint
        CreateReceiptFilter CreateReceiptRule CreateReceiptRuleSet CreateRelay CreateRuleSet CreateTemplate
        CreateTenant CreateTenantResourceAssociation CreateTrafficPolicy DeleteAddonInstance DeleteAddonSubscription
        DeleteAddressList DeleteArchive DeleteConfigurationSet DeleteConfigurationSetEventDestination
        DeleteConfigurationSetTrackingOptions DeleteContact DeleteContactList DeleteCustomVerificationEmailTemplate
        DeleteDedicatedIpPool DeleteEmailIdentity DeleteEmailIdentityPolicy DeleteEmailTemplate DeleteIdentity
        DeleteIdentityPolicy DeleteIngressPoint DeleteMultiRegionEndpoint DeleteReceiptFilter DeleteReceiptRule
        DeleteReceiptRuleSet DeleteRelay DeleteRuleSet DeleteSuppressedDestination DeleteTemplate DeleteTenant
        DeleteTenantResourceAssociation DeleteTrafficPolicy DeleteVerifiedEmailAddress
        DeregisterMemberFromAddressList DescribeActiveReceiptRuleSet DescribeConfigurationSet DescribeReceiptRule
        DescribeReceiptRuleSet DisassociateEmailIdentityCertificate GetAccount GetAccountSendingEnabled
        GetAddonInstance GetAddonSubscription GetAddressList GetAddressListImportJob GetArchive GetArchiveExport
        GetArchiveMessage GetArchiveMessageContent GetArchiveSearch GetArchiveSearchResults GetBlacklistReports
        GetConfigurationSet GetConfigurationSetEventDestinations GetContact GetContactList
        GetCustomVerificationEmailTemplate GetDedicatedIp GetDedicatedIpPool GetDedicatedIps
        GetDeliverabilityDashboardOptions GetDeliverabilityTestReport GetDomainDeliverabilityCampaign
        GetDomainStatisticsReport GetEmailAddressInsights GetEmailIdentity GetEmailIdentityPolicies GetEmailTemplate
        GetExportJob GetIdentityDkimAttributes GetIdentityMailFromDomainAttributes GetIdentityNotificationAttributes
        GetIdentityPolicies GetIdentityVerificationAttributes GetImportJob GetIngressPoint GetMemberOfAddressList
        GetMessageInsights GetMultiRegionEndpoint GetRelay GetReputationEntity GetRuleSet GetSendQuota
        GetSendStatistics GetSuppressedDestination GetTemplate GetTenant GetTrafficPolicy ListAddonInstances
        ListAddonSubscriptions ListAddressListImportJobs ListAddressLists ListArchiveExports ListArchiveSearches
        ListArchives ListConfigurationSets ListContactLists ListContacts ListCustomVerificationEmailTemplates
        ListDedicatedIpPools ListDeliverabilityTestReports ListDomainDeliverabilityCampaigns ListEmailIdentities
        ListEmailIdentityCertificates ListEmailTemplates ListExportJobs ListIdentities ListIdentityPolicies
        ListImportJobs ListIngressPoints ListMembersOfAddressList ListMultiRegionEndpoints ListReceiptFilters
        ListReceiptRuleSets ListRecommendations ListRelays ListReputationEntities ListResourceTenants ListRuleSets
        ListSuppressedDestinations ListTagsForResource ListTemplates ListTenantResources ListTenants
        ListTrafficPolicies ListVerifiedEmailAddresses PutAccountDedicatedIpWarmupAttributes PutAccountDetails
        PutAccountPricingAttributes PutAccountSendingAttributes PutAccountSuppressionAttributes
        PutAccountVdmAttributes PutConfigurationSetArchivingOptions PutConfigurationSetDeliveryOptions
        PutConfigurationSetReputationOptions PutConfigurationSetSendingOptions PutConfigurationSetSuppressionOptions
        PutConfigurationSetTrackingOptions PutConfigurationSetVdmOptions PutDedicatedIpInPool
        PutDedicatedIpPoolScalingAttributes PutDedicatedIpWarmupAttributes PutDeliverabilityDashboardOption
        PutEmailIdentityConfigurationSetAttributes PutEmailIdentityDkimAttributes
        PutEmailIdentityDkimSigningAttributes PutEmailIdentityFeedbackAttributes PutEmailIdentityMailFromAttributes
        PutIdentityPolicy PutSuppressedDestination PutTenantSuppressionAttributes RegisterMemberToAddressList
        ReorderReceiptRuleSet ReplicateEmailIdentityDkimSigningKey SendBounce SendBulkEmail SendBulkTemplatedEmail
        SendCustomVerificationEmail SendEmail SendRawEmail SendTemplatedEmail SetActiveReceiptRuleSet
        SetIdentityDkimEnabled SetIdentityFeedbackForwardingEnabled SetIdentityHeadersInNotificationsEnabled
        SetIdentityMailFromDomain SetIdentityNotificationTopic SetReceiptRulePosition StartAddressListImportJob
        StartArchiveExport StartArchiveSearch StopAddressListImportJob StopArchiveExport StopArchiveSearch
        TagResource TestRenderEmailTemplate TestRenderTemplate UntagResource UpdateAccountSendingEnabled
        UpdateArchive UpdateConfigurationSet UpdateConfigurationSetEventDestination
        UpdateConfigurationSetReputationMetricsEnabled UpdateConfigurationSetSendingEnabled
        UpdateConfigurationSetTrackingOptions UpdateContact UpdateContactList UpdateCustomVerificationEmailTemplate
        UpdateEmailIdentityPolicy UpdateEmailTemplate UpdateIngressPoint UpdateReceiptRule UpdateRelay
        UpdateReputationEntityCustomerManagedStatus UpdateReputationEntityPolicy UpdateRuleSet UpdateTemplate
        UpdateTrafficPolicy VerifyDomainDkim VerifyDomainIdentity VerifyEmailAddress VerifyEmailIdentity
        """,
        "sns": """
        AddPermission CheckIfPhoneNumberIsOptedOut ConfirmSubscription CreatePlatformApplication
        CreatePlatformEndpoint CreateSMSSandboxPhoneNumber CreateTopic DeleteEndpoint DeletePlatformApplication
        DeleteSMSSandboxPhoneNumber DeleteTopic GetDataProtectionPolicy GetEndpointAttributes
        GetPlatformApplicationAttributes GetSMSAttributes GetSMSSandboxAccountStatus GetSubscriptionAttributes
        GetTopicAttributes ListEndpointsByPlatformApplication ListOriginationNumbers ListPhoneNumbersOptedOut
        ListPlatformApplications ListSMSSandboxPhoneNumbers ListSubscriptions ListSubscriptionsByTopic
        ListTagsForResource ListTopics OptInPhoneNumber Publish PutDataProtectionPolicy RemovePermission
        SetEndpointAttributes SetPlatformApplicationAttributes SetSMSAttributes SetSubscriptionAttributes
        SetTopicAttributes Subscribe TagResource Unsubscribe UntagResource VerifySMSSandboxPhoneNumber
        """,
        "sqs": """
        AddPermission CancelMessageMoveTask ChangeMessageVisibility CreateQueue DeleteMessage DeleteQueue
        GetQueueAttributes GetQueueUrl ListDeadLetterSourceQueues ListMessageMoveTasks ListQueueTags ListQueues
        PurgeQueue ReceiveMessage RemovePermission SendMessage SetQueueAttributes StartMessageMoveTask TagQueue
        UntagQueue
        """,
    ]
}
