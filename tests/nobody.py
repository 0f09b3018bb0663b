"""Without the rights of root, for tests of what may not be read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give up the rights of root for a while; others have none to give up."""
    if os.geteuid() != 0:
        yield
        return
    try:
        os.seteuid(65534)
    except OSError:
        pytest.skip("root may not become nobody here")
    try:
        yield
    finally:
        os.seteuid(0)
