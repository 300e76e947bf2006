"""XML by the standard library's writer, without the characters that XML 1.0 does not know.

Names are written with their prefixes, and namespaces declared at the root: the writer's own table of prefixes is one
for the whole process.
"""

import re
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text without what may not stand in XML 1.0 (its section 2.2)."""
    return NOT_XML.sub("", text)


def put(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """A child of an element with its text."""
    child = ET.SubElement(parent, name, {key: legal(value) for key, value in attributes.items()})
    child.text = legal(text) or None
    return child


def written(root: ET.Element) -> bytes:
    """The document, in UTF-8."""
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def rfc3339(when: datetime) -> str:
    """A moment as Atom and JSON Feed write it."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def rfc822(when: datetime) -> str:
    """A moment as RSS writes it."""
    return format_datetime(when.astimezone(UTC), usegmt=True)
