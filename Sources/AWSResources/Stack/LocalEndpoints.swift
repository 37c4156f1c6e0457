import AWSClient

/// What a function must know to reach the AWS that runs on this machine, as variables for its environment.
///
/// On AWS itself a function knows its endpoints. Only when the deployer's own is on this machine (a local AWS) is it passed
/// on; any other endpoint set for the deployer, as a VPC's, says nothing of where functions run.
enum LocalEndpoints {
    /// One variable for all services where they share an endpoint, else one for each that has one.
    static func variables(_ connection: AWSConnection) -> [String: String] {
        var variables: [String: String] = [:]
        for service in Service.all {
            let endpoint = connection.endpoint(for: service)
            guard endpoint.isCustom, endpoint.isOnThisMachine else { continue }
            variables["AWS_ENDPOINT_URL_\(service.endpointVariableSuffix)"] = endpoint.url
        }
        let urls = Set(variables.values)
        if variables.count == Service.all.count, urls.count == 1, let url = urls.first {
            variables = ["AWS_ENDPOINT_URL": url]
        }
        if urls.contains(where: { $0.hasPrefix("https:") }), let roots = connection.roots {
            variables["AWS_CA_BUNDLE"] = roots.path
        }
        return variables
    }
}
