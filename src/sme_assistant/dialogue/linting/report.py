"""Where the rules put what they find."""

from __future__ import annotations

from sme_assistant.dialogue.programme import Programme
from sme_assistant.errors import Fault


class Report:
    """The faults found so far in a programme.

    Attributes:
        programme: What is looked at.
        faults: What was found.
    """

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.faults: list[Fault] = []

    def fault(self, key: str, code: str, text: str) -> None:
        """Note a fault.

        Args:
            key: What is at fault, as in ``Programme.places``; a key that does not
                stand in the file stands for the thing it would belong to.
            code: The rule.
            text: What is wrong and what would be right.
        """
        places = self.programme.places
        place = places.get(key) or places[key.partition(".")[0]]
        file, _, line = place.rpartition(":")
        self.faults.append(Fault(file, int(line), 1, code, text))
