"""IAM's answers as AWS writes them: XML on many lines, empty lists as empty elements, and policies percent-encoded."""

import urllib.parse
import xml.etree.ElementTree as ElementTree

import botocore.model

from kinds import KINDS

#: The functions that complete a structure, by its name.
COMPLETED = {name: complete for kind in KINDS for name, complete in kind.structure_completions.items()}
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
        if complete := COMPLETED.get(shape.name):
            complete(element, namespace)
        new = ElementTree.SubElement(element, namespace + unknown)
        ElementTree.SubElement(new, namespace + "Mode").text = "Enabled"
    elif element.tag.removeprefix(namespace) in _POLICIES and element.text:
        # RFC 3986: all but letters, digits and -_.~ is percent-encoded.
        element.text = urllib.parse.quote(urllib.parse.unquote(element.text), safe="")
