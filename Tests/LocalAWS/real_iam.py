"""IAM's answers as AWS writes them: XML on many lines, empty lists as empty elements, and policies percent-encoded."""

import urllib.parse
import xml.etree.ElementTree as ElementTree

import botocore.model

_POLICIES = {"AssumeRolePolicyDocument", "PolicyDocument"}


def rewritten(body: bytes, shape: botocore.model.StructureShape, unknown: str) -> bytes:
    """The answer on many lines, with the members that AWS adds, and with an unknown member in each structure."""
    root = ElementTree.fromstring(body)
    namespace = root.tag.partition("}")[0] + "}"
    for result in root:
        if result.tag == namespace + shape.serialization.get("resultWrapper", "?"):
            _complete(result, shape, namespace, unknown)
    ElementTree.indent(root)
    ElementTree.register_namespace("", namespace[1:-1])
    return ElementTree.tostring(root, encoding="utf-8")


def _complete(element: ElementTree.Element, shape: botocore.model.Shape, namespace: str, unknown: str) -> None:
    if shape.type_name == "list":
        for member in element:
            _complete(member, shape.member, namespace, unknown)
        if len(element) == 0:
            element.text = None
    elif shape.type_name == "structure":
        known = {namespace + name: member for name, member in shape.members.items()}
        for child in element:
            assert child.tag in known, f"AWS answers no {child.tag} in {shape.name}"
            _complete(child, known[child.tag], namespace, unknown)
        if shape.name == "Role":
            _complete_role(element, namespace)
        new = ElementTree.SubElement(element, namespace + unknown)
        ElementTree.SubElement(new, namespace + "Mode").text = "Enabled"
    elif element.tag.removeprefix(namespace) in _POLICIES and element.text:
        # RFC 3986: all but letters, digits and -_.~ is percent-encoded.
        element.text = urllib.parse.quote(urllib.parse.unquote(element.text), safe="")


def _complete_role(role: ElementTree.Element, namespace: str) -> None:
    """Completes a role that was never used: no empty description, and an empty list if it has no tags."""
    names = {child.tag.removeprefix(namespace): child for child in role}
    if "Description" in names and not names["Description"].text:
        role.remove(names["Description"])
    for name in {"Tags", "RoleLastUsed"} - names.keys():
        ElementTree.SubElement(role, namespace + name)
    if "MaxSessionDuration" not in names:
        ElementTree.SubElement(role, namespace + "MaxSessionDuration").text = "3600"
