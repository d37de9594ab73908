"""Takes secrets out of what is logged: tokens, room codes, passwords in addresses.

Nothing of ours logs them; libraries may, when someone turns up their level (websockets logs a request's whole line).
"""

from __future__ import annotations

import logging
import re

from ..identity import CROCKFORD

_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\beyJ[\w-]+(?:\.[\w-]*){1,4}"), "[token]"),
    (re.compile(r"(?<=://)([^/\s:@]*):[^/\s@]+@"), r"\1:[password]@"),
    (re.compile(r"(?i)\b(authorization|cookie)(\"?\s*[=:]\s*)[^\r\n]+"), r"\1\2[hidden]"),
    (re.compile(r"(?i)\b(token|password|secret)(\"?\s*[=:]\s*)[^\s&,;]+"), r"\1\2[hidden]"),
    (re.compile(r"(?i)([?&](?:code|room)=)[^\s&]+"), r"\1[code]"),
    (re.compile(rf"\b[{CROCKFORD}]{{5}}-[{CROCKFORD}]{{5}}\b"), "[code]"),
    (re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL), "[key]"),
)


def redacted(text: str) -> str:
    """The text without what must not be known."""
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    return text


class RedactingFormatter(logging.Formatter):
    """Formats as it was told, then takes secrets out: out of messages, their arguments and tracebacks alike."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as it may be written."""
        return redacted(super().format(record))
