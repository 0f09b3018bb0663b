"""One complete package and one of an empty case, written once for all tests."""

from __future__ import annotations

import pytest

from sme_assistant.assembly.package import Package, assemble
from tests.assembly.cases import TEMPLATES, dossier, full


@pytest.fixture(scope="session")
def complete(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return assemble(full(), TEMPLATES, tmp_path_factory.mktemp("complete"))


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return assemble(dossier({}), TEMPLATES, tmp_path_factory.mktemp("empty"))
