"""Count the words of ``lookup.yaml`` while the wheel is built, so that no user waits.

Hatchling finds this file by its name. In a checkout ``make`` counts when it sets up.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CountHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts what is counted beside the dialogues of the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Count, unless the checkout itself is what is installed."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        from sme_assistant.assistant.asking import count_into  # noqa: PLC0415

        counted = Path(self.root) / "counted"
        count_into(counted)
        build_data["force_include"][str(counted)] = "sme_assistant/shipped/counted"
