"""The standard streams, made to take and give any text."""

from __future__ import annotations

import io
import sys


def prepare_streams() -> None:
    """Make the standard streams take and give any text.

    What cannot be read becomes a mark that no answer may hold, what cannot be shown a
    question mark; where the encoding knows no Chinese at all, it is taken for UTF-8.
    """
    for stream, errors in (
        (sys.stdin, "surrogateescape"),
        (sys.stdout, "replace"),
        (sys.stderr, "replace"),
    ):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if _knows_chinese(stream.encoding) else "utf-8"
            stream.reconfigure(encoding=encoding, errors=errors)


def _knows_chinese(encoding: str) -> bool:
    try:
        return bool("中文，。".encode(encoding))
    except (UnicodeEncodeError, LookupError):
        return False
