"""Finding, reading, checking and loading scenarios."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from ..core.errors import ScenarioError
from ..core.model import Scenario
from .checks.names import names_of
from .checks.numbers import check_numbers
from .checks.references import check_references
from .checks.words import check_hints, check_languages, check_words, wanted_texts
from .compile import compiled
from .document import Entry, parse_document, read_bytes
from .faults import Faults, did_you_mean, schema_faults
from .repeat import repeated_steps, unrolled
from .schema import ScenarioPart
from .texts import catalogue, flattened

PACKAGED = Path(__file__).resolve().parents[2] / "scenarios"
"""Where the scenarios that come with the trainer lie."""

MAIN_FILE = "scenario.yaml"
LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Folder:
    """A scenario's folder, and what it is called in messages."""

    path: Path
    shown: str

    @property
    def name(self) -> str:
        """The scenario's name: that of its folder."""
        return self.path.name


def list_scenarios() -> tuple[str, ...]:
    """Names of the scenarios that come with the trainer."""
    if not PACKAGED.is_dir():
        return ()
    return tuple(sorted(folder.name for folder in PACKAGED.iterdir() if (folder / MAIN_FILE).is_file()))


def load_scenario(path_or_name: str | Path) -> Scenario:
    """The scenario of a packaged name, a folder or a ``scenario.yaml``; ScenarioError with every fault in its files."""
    folder = _find(path_or_name)
    faults = Faults()
    scenario = _read(folder, faults)
    if scenario is None or faults.found():
        found = faults.found()
        raise ScenarioError(f"{len(found)} faults in {folder.shown}", faults=found)
    return scenario


def validate(path_or_name: str | Path) -> tuple[ScenarioError, ...]:
    """Every fault in a scenario's files; empty when it can be played."""
    try:
        load_scenario(path_or_name)
    except ScenarioError as error:
        return error.faults or (error,)
    return ()


def schema_json() -> str:
    """The JSON Schema of ``scenario.yaml``, for editors."""
    return json.dumps(ScenarioPart.model_json_schema(by_alias=True), indent=2, sort_keys=True) + "\n"


def _find(path_or_name: str | Path) -> Folder:
    written = str(path_or_name)
    names = list_scenarios()
    if written in names:
        return Folder(PACKAGED / written, f"scenarios/{written}")
    path = Path(path_or_name)
    try:
        if path.is_dir():
            return Folder(path.resolve(), path.as_posix())
        if path.is_file():
            return Folder(path.resolve().parent, path.parent.as_posix())
    except (OSError, ValueError):
        pass
    message = f'there is no scenario "{written[:120]}"; there are: {", ".join(names)}.'
    raise ScenarioError(
        message.replace("\0", "?"), remedy=did_you_mean(written, names) or "Name one, or give a folder."
    )


def _read(folder: Folder, faults: Faults) -> Scenario | None:
    contents = {MAIN_FILE: read_bytes(folder.path / MAIN_FILE, f"{folder.shown}/{MAIN_FILE}")}
    raw = parse_document(contents[MAIN_FILE], f"{folder.shown}/{MAIN_FILE}")
    document, repeated = unrolled(raw), repeated_steps(raw)
    part = _schema_checked(document, faults)
    names = names_of(document, faults)
    check_references(document, names, faults)
    check_numbers(document, names, faults)
    check_languages(document, faults)
    ids_stand = not any((fault.place.key or "").endswith((".id", ".for")) for fault in faults.found() if fault.place)
    words = _text_documents(folder, document, contents, faults)
    for text in words.values() if ids_stand else ():
        check_words(text, wanted_texts(names, repeated), names, faults)
    check_hints(words, faults)
    if part is None or faults.found():
        return None
    texts = {language: catalogue(flattened(text), repeated) for language, text in words.items()}
    return compiled(part, folder.name, _digest(contents), texts)


def _schema_checked(document: Entry, faults: Faults) -> ScenarioPart | None:
    try:
        return ScenarioPart.model_validate(document.plain())
    except ValidationError as error:
        for fault in schema_faults(document, error).found():
            faults.add(fault)
        return None


def _text_documents(folder: Folder, document: Entry, contents: dict[str, bytes], faults: Faults) -> dict[str, Entry]:
    """Language -> its text file."""
    found: dict[str, Entry] = {}
    for language in (entry.value for entry in document.rows("languages")):
        if language not in LANGUAGES:
            continue
        name = f"text/{language}.yaml"
        try:
            contents[name] = read_bytes(folder.path / name, f"{folder.shown}/{name}")
            found[str(language)] = parse_document(contents[name], f"{folder.shown}/{name}")
        except ScenarioError as error:
            faults.add(error)
    return found


def _digest(contents: Mapping[str, bytes]) -> str:
    """SHA-256 over each file's name, length and bytes, in the order of the names."""
    digest = hashlib.sha256()
    for name in sorted(contents):
        digest.update(f"{name}\0{len(contents[name])}\0".encode())
        digest.update(contents[name])
    return digest.hexdigest()
