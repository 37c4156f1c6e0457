extension Permission {
    /// Takes on a role (`sts:AssumeRole`), which has to trust the one with the permission.
    public static func assume(_ role: Role) -> Permission { allow("sts:AssumeRole", on: role) }
}
