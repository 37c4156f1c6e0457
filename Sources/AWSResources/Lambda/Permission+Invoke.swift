extension Permission {
    /// Calls a function through an alias.
    public static func invoke(_ release: Release) -> Permission { allow("lambda:InvokeFunction", on: release) }

    /// Calls a function, whatever its code is at the time of the call.
    public static func invoke(_ function: Function) -> Permission { allow("lambda:InvokeFunction", on: function) }
}
