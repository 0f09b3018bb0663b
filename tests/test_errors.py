"""What the system refuses is told from one table, as words and as a kind."""

from __future__ import annotations

import errno

import pytest

from sme_assistant.errors import cause_of, kind_of_cause


@pytest.mark.parametrize(
    ("error", "words", "kind"),
    [
        (OSError(errno.ENOSPC, "No space left"), "磁盘满了", "full"),
        (OSError(errno.EFBIG, "File too large"), "磁盘满了", "full"),
        (PermissionError(errno.EACCES, "no"), "没有权限", "forbidden"),
        (IsADirectoryError(errno.EISDIR, "no"), "那里是文件夹", "place"),
        (FileNotFoundError(errno.ENOENT, "no"), "没有这个位置", "fault"),
        (OSError(errno.EIO, "Input/output error"), "系统报错（Input/output", "fault"),
        (OSError("nothing known"), "系统报错（OSError）", "fault"),
        (RuntimeError(OSError(errno.EDQUOT, "quota")), "磁盘满了", "full"),
        (ValueError(), "系统报错", "fault"),
    ],
)
def test_a_cause_has_words_and_a_kind(error: Exception, words: str, kind: str) -> None:
    assert cause_of(error).startswith(words)
    assert kind_of_cause(error) == kind
