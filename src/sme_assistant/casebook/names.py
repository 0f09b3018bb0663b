"""The names of cases: which may be given, and which count as the same.

A name is typed on the command line and becomes part of file names on any system,
so what one of them cannot bear is refused here and not later.
"""

from __future__ import annotations

import unicodedata

from sme_assistant.errors import CaseNameError

LONGEST = 50  # 50 characters are at most 200 bytes; file systems allow 255
_FORBIDDEN = frozenset('/\\:*?"<>|')
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"{port}{digit}" for port in ("com", "lpt") for digit in range(1, 10)}
)


def usable_name(name: str) -> str:
    """Return a name as it is stored, without the blanks around it.

    Raises:
        CaseNameError: It cannot be part of a file name or cannot be typed.
    """
    tidy = unicodedata.normalize("NFC", name).strip()
    if not tidy:
        raise CaseNameError.unusable("名称是空的")
    if len(tidy) > LONGEST:
        raise CaseNameError.unusable(f"名称超过 {LONGEST} 个字")
    if any(unicodedata.category(character) in _INVISIBLE for character in tidy):
        raise CaseNameError.unusable("名称里有看不见的字符或换行")
    if any(character in _FORBIDDEN for character in tidy):
        raise CaseNameError.unusable(
            '名称里有不能用于文件名的符号（/ \\ : * ? " < > |）'
        )
    if tidy[0] in ".-" or tidy[-1] == ".":
        raise CaseNameError.unusable("名称不能以“.”或“-”开头，也不能以“.”结尾")
    if tidy.split(".")[0].strip().casefold() in _DEVICES:
        raise CaseNameError.unusable("这个名称是 Windows 的保留名")
    return tidy


def name_key(name: str) -> str:
    """Return what two names share when they count as the same.

    Any text has a key, so that looking up nonsense finds nothing, quietly.
    """
    folded = unicodedata.normalize("NFKC", name).strip().casefold()
    return folded.encode("utf-8", "replace").decode()
