"""A YAML file as plain values that know where they stand in the file.

The format is the harmless part of YAML: no tags, no anchors and aliases, no second document, keys that are words.
"""

from __future__ import annotations

import math
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from ..core.errors import Place, ScenarioError

MAX_BYTES = 400_000
MAX_DEPTH = 30
MAX_NODES = 20_000

Scalar = str | int | float | bool | None
Plain = Scalar | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a file with its place. ``value`` is a scalar, a list of entries or a dict of entries."""

    value: Scalar | list[Entry] | dict[str, Entry]
    place: Place
    """Of the value; its ``key`` is the author's own path to it."""
    key_place: Place
    """Of the key before it; the same as ``place`` in a list."""

    def plain(self) -> Plain:
        """The value without places."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.plain() for child in self.value]
        return self.value

    def child(self, step: str | int) -> Entry | None:
        """The entry under a key or an index; None when there is none."""
        if isinstance(self.value, dict):
            return self.value.get(str(step))
        if isinstance(self.value, list) and isinstance(step, int) and 0 <= step < len(self.value):
            return self.value[step]
        return None

    def at(self, *path: str | int) -> Entry | None:
        """The entry at a path; None when there is none."""
        found: Entry | None = self
        for step in path:
            found = found.child(step) if found is not None else None
        return found

    def rows(self, *path: str | int) -> list[Entry]:
        """The entries of the list at a path; none when there is no list."""
        found = self.at(*path)
        return found.value if found is not None and isinstance(found.value, list) else []

    def keyed(self, *path: str | int) -> dict[str, Entry]:
        """The entries of the mapping at a path; none when there is no mapping."""
        found = self.at(*path)
        return found.value if found is not None and isinstance(found.value, dict) else {}

    def word(self, *path: str | int) -> str | None:
        """The text at a path; None when there is none."""
        found = self.at(*path)
        return found.value if found is not None and isinstance(found.value, str) else None

    def children(self) -> Iterator[tuple[str | int, Entry]]:
        """Keys or indices with their entries."""
        if isinstance(self.value, dict):
            yield from self.value.items()
        elif isinstance(self.value, list):
            yield from enumerate(self.value)


def read_bytes(path: Path, shown: str) -> bytes:
    """The bytes of a file; ScenarioError when it is missing, not a file, or too large."""
    place = Place(shown)
    try:
        if not path.exists():
            raise ScenarioError("there is no such file.", place=place, remedy="Check the name and the folder.")
        if not path.is_file():
            raise ScenarioError("expected a file, but found something else.", place=place)
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "its name is not valid"
        raise ScenarioError(f"the file cannot be read ({reason}).", place=place) from None
    if len(content) > MAX_BYTES:
        raise ScenarioError(f"the file is larger than {MAX_BYTES} bytes.", place=place, remedy="Split or shorten it.")
    return content


def read_document(path: Path, shown: str) -> Entry:
    """The values of a YAML file; ScenarioError (one fault or several) when it is not in the format.

    ``shown`` is the file's name in messages.
    """
    return parse_document(read_bytes(path, shown), shown)


def parse_document(content: bytes, shown: str) -> Entry:
    """The values of the bytes of a YAML file; ScenarioError when they are not in the format."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ScenarioError(
            "found bytes that are not UTF-8 text.", place=Place(shown, line), remedy="Save the file as UTF-8."
        ) from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _check_events(text, shown)
            node = YAML(typ="rt").compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Place(shown, mark.line + 1, mark.column + 1) if mark else Place(shown)
        raise ScenarioError(f"this is not valid YAML: {error.problem or error.context}.", place=where) from None
    except (YAMLError, ValueError, RecursionError, IndexError, TypeError, AttributeError, KeyError):
        raise ScenarioError("this is not valid YAML.", place=Place(shown)) from None
    if not isinstance(node, MappingNode):
        raise ScenarioError("the file holds no keys.", place=Place(shown), remedy='Begin it with "key: value" lines.')
    faults: list[ScenarioError] = []
    entry = _entry(node, shown, "", None, faults)
    if faults:
        raise ScenarioError("the file has faults.", faults=tuple(faults))
    return entry


def _check_events(text: str, shown: str) -> None:
    """Refuse what the format leaves out before anything is built from it."""
    depth = nodes = documents = 0
    for event in YAML(typ="rt").parse(text):
        place = Place(shown, event.start_mark.line + 1, event.start_mark.column + 1) if event.start_mark else None
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise ScenarioError("found a second document, expected one.", place=place, remedy='Take out the "---".')
        if isinstance(event, NodeEvent):
            nodes += 1
            _check_node_event(event, place)
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            depth += 1
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise ScenarioError(f"the values are nested deeper than {MAX_DEPTH} levels.", place=place)
        if nodes > MAX_NODES:
            raise ScenarioError(f"the file holds more than {MAX_NODES} values.", place=place)


def _check_node_event(event: NodeEvent, place: Place | None) -> None:
    if isinstance(event, AliasEvent) or event.anchor is not None:
        raise ScenarioError(
            "found an anchor or alias (& or *), expected plain values.", place=place, remedy='Use "repeat" instead.'
        )
    tag = getattr(event, "ctag", None)
    if tag is not None and str(tag):
        raise ScenarioError("found a tag (!), expected plain values.", place=place, remedy="Take out the tag.")


def _entry(node: Node, shown: str, name: str, key_node: Node | None, faults: list[ScenarioError]) -> Entry:
    place = _place(node, shown, name)
    key_place = _place(key_node, shown, name) if key_node is not None else place
    value: Scalar | list[Entry] | dict[str, Entry]
    if isinstance(node, ScalarNode):
        value = _scalar(node)
        if not _is_readable(str(node.value)):
            faults.append(ScenarioError("found a control character in a text.", place=place, remedy="Take it out."))
    elif isinstance(node, MappingNode):
        value = _mapping(node, shown, name, faults)
    else:
        value = [_entry(child, shown, f"{name}[{i}]", None, faults) for i, child in enumerate(node.value)]
    return Entry(value, place, key_place)


def _mapping(node: MappingNode, shown: str, name: str, faults: list[ScenarioError]) -> dict[str, Entry]:
    children: dict[str, Entry] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, ScalarNode) or not key_node.value or not _is_readable(str(key_node.value)):
            faults.append(ScenarioError("expected a key that is a word.", place=_place(key_node, shown, name)))
            continue
        key = str(key_node.value)
        child = _entry(value_node, shown, f"{name}.{key}" if name else key, key_node, faults)
        if key in children:
            first = children[key].key_place.line
            faults.append(ScenarioError(f"found this key twice (first in line {first}).", place=child.key_place))
        children[key] = child
    return children


def _place(node: Node, shown: str, name: str) -> Place:
    return Place(shown, node.start_mark.line + 1, node.start_mark.column + 1, name or None)


def _is_readable(text: str) -> bool:
    """Whether a text can be shown: line breaks and tabs, but no other control characters and no half characters."""
    return all(sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs") for sign in text)


def _scalar(node: ScalarNode) -> Scalar:
    """Number, truth value or nothing where YAML 1.2 means one; any other scalar is a text."""
    written = str(node.value)
    if node.style in ('"', "'", "|", ">"):
        return written
    if written in ("", "~", "null", "Null", "NULL"):
        return None
    if written in ("true", "True", "false", "False"):
        return written in ("true", "True")
    try:
        number = float(written) if len(written) < 40 else math.nan
    except ValueError:
        return written
    if not written.isascii() or "_" in written or not math.isfinite(number):
        return written
    return int(written) if written.lstrip("+-").isdigit() else number


def substituted(entry: Entry, old: str, new: Entry) -> Entry:
    """The entry with ``old`` replaced by the text of ``new`` in every key and text.

    A text that is nothing but ``old`` takes the place of ``new`` too, so that a fault points at what was written.
    """
    word = str(new.value)
    if isinstance(entry.value, dict):
        return replace(
            entry, value={key.replace(old, word): substituted(child, old, new) for key, child in entry.value.items()}
        )
    if isinstance(entry.value, list):
        return replace(entry, value=[substituted(child, old, new) for child in entry.value])
    if isinstance(entry.value, str):
        return new if entry.value == old else replace(entry, value=entry.value.replace(old, word))
    return entry
