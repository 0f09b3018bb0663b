"""Every error this program raises on purpose.

* SmeAssistantError
  + DialogueError        the dialogue files break the dialogue language
  + AnswersFileError     an answers file or roster file holds what cannot be read
  + CaseNotFoundError    the casebook holds no such case
  + CaseHeldError        somebody else is writing in the case
  + CasebookError        the casebook cannot be read or written
  + TemplateError        a Word template asks for what nobody knows
  + AssemblyError        the package could not be written, or does not read back

An applicant's wrong answer is no error but a value: see ``values.Reading``.
``str(error)`` is English, for logs, and free of personal data;
``user_message`` is Chinese, for the person at the screen.
"""

from __future__ import annotations

from dataclasses import dataclass


class SmeAssistantError(Exception):
    """The base of all errors a face shows without a traceback.

    Attributes:
        user_message: One or more Chinese sentences: what, where, what to do next.
    """

    def __init__(self, log_message: str, user_message: str) -> None:
        super().__init__(log_message)
        self.user_message = user_message


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault in a file, at its place.

    Attributes:
        path: The file, as its reader knows it.
        line: 1-based; 0 where no line can be named.
        column: 1-based; 0 where no column can be named.
        code: A stable short name for tests and programs, such as ``unknown-key``.
        text: What is wrong and what would be right.
    """

    path: str
    line: int
    column: int
    code: str
    text: str

    def __str__(self) -> str:
        """Write the fault as ``path:line: text``."""
        return f"{self.path}:{self.line}: {self.text}"


class DialogueError(SmeAssistantError):
    """Dialogue files break the dialogue language; all their faults at once."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = tuple(sorted(faults))
        lines = "\n".join(str(fault) for fault in self.faults)
        super().__init__(
            f"{len(self.faults)} faults in dialogue files\n{lines}",
            f"对话文件有 {len(self.faults)} 处错误，暂时不能使用。"
            f"请按下列位置修改后重试：\n{lines}",
        )


class CaseNotFoundError(SmeAssistantError):
    """The casebook holds no case of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "no such case in the casebook",
            f"没有找到名为“{name}”的申报记录。请用 sme-assistant cases 查看已有的记录。",
        )


class CaseHeldError(SmeAssistantError):
    """Somebody else is writing in the case; reading is still possible.

    Attributes:
        holder: Who holds it, as shown to people.
    """

    def __init__(self, holder: str) -> None:
        self.holder = holder
        super().__init__(
            "the case is held by another writer",
            f"这份申报记录正由{holder}填写，现在只能查看，不能修改。"
            "请等对方退出后再打开；已填的内容不受影响。",
        )


class CasebookError(SmeAssistantError):
    """The casebook cannot be opened, read or written."""


class TemplateError(SmeAssistantError):
    """A Word template holds a mark that cannot be filled."""


class AssemblyError(SmeAssistantError):
    """The package could not be written, or did not read back as meant."""
