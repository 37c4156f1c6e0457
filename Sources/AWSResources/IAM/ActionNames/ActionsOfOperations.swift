/// The operations that IAM checks under another name, each with that name.
///
/// The sources are "Required permissions for Amazon S3 API operations" in the S3 User Guide, and the Service
/// Authorization Reference.
enum ActionsOfOperations {
    static let names = [
        "bedrock": """
        Converse>InvokeModel ConverseStream>InvokeModelWithResponseStream
        """,
        "lambda": """
        GetLayerVersionByArn>GetLayerVersion Invoke>InvokeFunction InvokeWithResponseStream>InvokeFunction
        """,
        "s3": """
        CompleteMultipartUpload>PutObject CopyObject>PutObject CreateMultipartUpload>PutObject
        DeleteBucketAnalyticsConfiguration>PutAnalyticsConfiguration DeleteBucketCors>PutBucketCORS
        DeleteBucketEncryption>PutEncryptionConfiguration
        DeleteBucketIntelligentTieringConfiguration>PutIntelligentTieringConfiguration
        DeleteBucketInventoryConfiguration>PutInventoryConfiguration DeleteBucketLifecycle>PutLifecycleConfiguration
        DeleteBucketLifecycleConfiguration>PutLifecycleConfiguration
        DeleteBucketMetricsConfiguration>PutMetricsConfiguration
        DeleteBucketOwnershipControls>PutBucketOwnershipControls DeleteBucketReplication>PutReplicationConfiguration
        DeleteBucketTagging>PutBucketTagging DeleteObjects>DeleteObject
        DeletePublicAccessBlock>PutBucketPublicAccessBlock
        GetBucketAccelerateConfiguration>GetAccelerateConfiguration
        GetBucketAnalyticsConfiguration>GetAnalyticsConfiguration GetBucketEncryption>GetEncryptionConfiguration
        GetBucketIntelligentTieringConfiguration>GetIntelligentTieringConfiguration
        GetBucketInventoryConfiguration>GetInventoryConfiguration GetBucketLifecycle>GetLifecycleConfiguration
        GetBucketLifecycleConfiguration>GetLifecycleConfiguration
        GetBucketMetricsConfiguration>GetMetricsConfiguration
        GetBucketNotificationConfiguration>GetBucketNotification GetBucketReplication>GetReplicationConfiguration
        GetObjectLockConfiguration>GetBucketObjectLockConfiguration GetPublicAccessBlock>GetBucketPublicAccessBlock
        HeadBucket>ListBucket HeadObject>GetObject ListBucketAnalyticsConfigurations>GetAnalyticsConfiguration
        ListBucketIntelligentTieringConfigurations>GetIntelligentTieringConfiguration
        ListBucketInventoryConfigurations>GetInventoryConfiguration
        ListBucketMetricsConfigurations>GetMetricsConfiguration ListBuckets>ListAllMyBuckets
        ListMultipartUploads>ListBucketMultipartUploads ListObjectVersions>ListBucketVersions ListObjects>ListBucket
        ListObjectsV2>ListBucket ListParts>ListMultipartUploadParts
        PutBucketAccelerateConfiguration>PutAccelerateConfiguration
        PutBucketAnalyticsConfiguration>PutAnalyticsConfiguration PutBucketEncryption>PutEncryptionConfiguration
        PutBucketIntelligentTieringConfiguration>PutIntelligentTieringConfiguration
        PutBucketInventoryConfiguration>PutInventoryConfiguration PutBucketLifecycle>PutLifecycleConfiguration
        PutBucketLifecycleConfiguration>PutLifecycleConfiguration
        PutBucketMetricsConfiguration>PutMetricsConfiguration
        PutBucketNotificationConfiguration>PutBucketNotification PutBucketReplication>PutReplicationConfiguration
        PutObjectLockConfiguration>PutBucketObjectLockConfiguration PutPublicAccessBlock>PutBucketPublicAccessBlock
        SelectObjectContent>GetObject UploadPart>PutObject UploadPartCopy>PutObject
        """,
        "sns": """
        PublishBatch>Publish
        """,
        "sqs": """
        ChangeMessageVisibilityBatch>ChangeMessageVisibility DeleteMessageBatch>DeleteMessage
        SendMessageBatch>SendMessage
        """,
    ]
}
