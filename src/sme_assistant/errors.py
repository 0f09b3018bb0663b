"""Every error this program raises on purpose.

* SmeAssistantError
  + DialogueError        the dialogue files break the dialogue language
  + AnswersFileError     an answers file or roster file holds what cannot be read
  + QuestionError        nothing was asked
  + CaseNotFoundError    the casebook holds no such case
  + CaseHeldError        somebody else is writing in the case
  + CallError            the call is not in a state for what was wanted
  + FollowUpNotFoundError  nobody is to be called back under this number
  + CasebookError        the casebook cannot be read or written
  + TemplateError        a Word template asks for what nobody knows
  + AssemblyError        the package could not be written, or does not read back
  + BindingError         the volume, or a file in it, cannot be bound; the rest is whole
  + InputError           what was typed names nothing that can be used
  + OpenPointError       what was to be accepted is no open point
  + FirmPointError       what was to be accepted has to be mended
  + PackageUnreadableError   what is to be verified is no package of ours
  + EvidenceError        files cannot be attached, or are not what they were
  + HandoverError        a case could not be written to a file, or read from one
  + AssemblyCancelledError   somebody stopped the package on its way

An applicant's wrong answer is no error but a value: see ``values.Reading``.
``str(error)`` is English, for logs, and free of personal data;
``user_message`` is Chinese, for the person at the screen.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from dataclasses import dataclass

_CAUSES = {
    errno.ENOSPC: ("full", "磁盘满了"),
    errno.EDQUOT: ("full", "磁盘满了"),
    errno.EFBIG: ("full", "磁盘满了，或者那里不能写这么大的文件"),
    errno.EACCES: ("forbidden", "没有权限"),
    errno.EPERM: ("forbidden", "没有权限"),
    errno.EROFS: ("forbidden", "那里只能读，不能写"),
    errno.ENOENT: ("fault", "没有这个位置"),
    errno.EEXIST: ("place", "那里有同名的文件"),
    errno.ENOTDIR: ("place", "那里有同名的文件，不是文件夹"),
    errno.EISDIR: ("place", "那里是文件夹，不是文件"),
    errno.ENAMETOOLONG: ("place", "名字太长"),
}
"""The system's number of an error to what kind of cause it is, and to its words."""


def cause_of(error: Exception) -> str:
    """Say in Chinese why the system refused; in its own words where we have none."""
    system = _system_error(error)
    if system is None:
        return "系统报错"
    known = _CAUSES.get(system.errno or 0)
    return (
        known[1] if known else f"系统报错（{system.strerror or type(error).__name__}）"
    )


def kind_of_cause(error: Exception) -> str:
    """Return the cause for programs: ``full``, ``forbidden``, ``place``, ``fault``."""
    system = _system_error(error)
    return _CAUSES.get(system.errno or 0 if system else 0, ("fault", ""))[0]


def _system_error(error: Exception) -> OSError | None:
    """Return the system's error, which XlsxWriter wraps in one of its own."""
    inner = error.args[0] if error.args else None
    return next((e for e in (error, inner) if isinstance(e, OSError)), None)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with what was given.

    Attributes:
        fact: The fact, roster or material it is about; empty if it is about none.
        where: File and line; empty if it is not in a file.
        message: A Chinese sentence: what is wrong and what to write instead.
    """

    fact: str
    where: str
    message: str


class SmeAssistantError(Exception):
    """The base of all errors a face shows without a traceback.

    Attributes:
        user_message: One or more Chinese sentences: what, where, what to do next.
    """

    def __init__(self, log_message: str, user_message: str) -> None:
        super().__init__(log_message)
        self.user_message = user_message

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, one thing after the other, for programs."""
        return (Problem("", "", self.user_message),)


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


class QuestionError(SmeAssistantError):
    """Nothing was asked."""

    def __init__(self, user_message: str) -> None:
        super().__init__("an empty question", user_message)


class CaseNotFoundError(SmeAssistantError):
    """The casebook holds no case of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "no such case in the casebook",
            f"没有找到名为“{name}”的申报记录。"
            "请用 sme-assistant cases 查看已有的记录。",
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


class CallError(SmeAssistantError):
    """The call of a case is not in a state for what was wanted; nothing changed."""

    _WORDING = {  # noqa: RUF012  # read only
        "open": "这份申报记录已经有一个没有结束的通话，没有另开。"
        "请先接着谈，或者结束它。",
        "none": "这份申报记录现在没有通话。请先开始通话。",
        "read_only": "这份申报记录现在只能查看，不能开始通话。请等对方退出后再打开。",
        "state": "通话现在不能这样做，没有改动。请看清它是在通话还是暂停着。",
    }

    def __init__(self, cause: str) -> None:
        self.cause = cause
        super().__init__(f"no such step of a call: {cause}", self._WORDING[cause])


class FollowUpNotFoundError(SmeAssistantError):
    """Nothing is to do under this number; nothing changed."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"no open follow-up {number}",
            f"没有编号为 {number}、还没有做的回访。"
            "请用 sme-assistant followups 查看要做的回访。",
        )


class CasebookError(SmeAssistantError):
    """The casebook cannot be opened, read or written."""


class TemplateError(SmeAssistantError):
    """A Word template holds a mark that cannot be filled."""


class AssemblyError(SmeAssistantError):
    """The package could not be written, or did not read back as meant."""


class BindingError(SmeAssistantError):
    """The volume, or one file in it, cannot be bound; the rest of the package can."""


class InputError(SmeAssistantError):
    """What was typed on the command line names nothing that can be used."""


class OpenPointError(SmeAssistantError):
    """What was to be accepted is no open point, or is another one by now."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        listed = "".join(f"\n　{point}" for point in known) or "（没有）"
        super().__init__(
            "no such open point",
            f"没有编号为“{name}”的待补事项：可能已经补齐，或者内容变了、编号也变了。"
            f"没有生成申报材料。现在有这些：{listed}",
        )


class FirmPointError(SmeAssistantError):
    """What was to be accepted has to be mended: the forms would contradict it."""

    def __init__(self, words: str) -> None:
        super().__init__(
            "a figure that differs from its list cannot be accepted",
            f"这一项不能就这样报送，申请表和名单会互相矛盾：{words}"
            "请采用名单上的数，或者先改好名单。",
        )


class PackageUnreadableError(SmeAssistantError):
    """What is to be verified is no package of ours, or not a whole one."""


class EvidenceError(SmeAssistantError):
    """Files cannot be attached, or are not what they were; each is named."""

    def __init__(
        self, log_message: str, problems: Sequence[Problem], after: str
    ) -> None:
        self._problems = tuple(problems)
        told = "\n".join(problem.message for problem in problems)
        super().__init__(log_message, f"{told}\n{after}")

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Each file with what is wrong with it."""
        return self._problems


class HandoverError(SmeAssistantError):
    """A case could not be written to a file to hand over, or read from one."""


class AssemblyCancelledError(SmeAssistantError):
    """Somebody stopped the package on its way; whoever follows its progress raises."""

    def __init__(self) -> None:
        super().__init__(
            "the package was cancelled",
            "已取消，没有留下文件；已填的内容不受影响。",
        )


class CaseNameError(CasebookError):
    """A case cannot be given this name."""

    @classmethod
    def unusable(cls, reason: str) -> CaseNameError:
        """Word the error for a name that no case may have."""
        return cls(
            "the name of a case is unusable",
            f"这个名称不能用：{reason}。请换一个，例如单位简称加年份。",
        )

    @classmethod
    def taken(cls, name: str) -> CaseNameError:
        """Word the error for a name that another case has."""
        return cls(
            "the name of a case is taken",
            f"已有名为“{name}”的申报记录（全角与半角、大写与小写算同一个名称）。"
            "请换一个名称，或直接打开已有的那一份。",
        )

    @classmethod
    def thrown_away(cls, name: str) -> CaseNameError:
        """Word the error for a name that a case in the trash has."""
        return cls(
            "the name of a case is taken by one in the trash",
            f"回收站里已有名为“{name}”的申报记录。"
            "请换一个名称，或在项目列表里输入“/回收站”把它取回来。",
        )


class CaseIsHereError(CasebookError):
    """A case that comes from elsewhere is here already.

    Attributes:
        name: What it is called here.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            "this very case is in the casebook",
            f"这份申报记录本机已有，名为“{name}”。请导入到那一份里。",
        )


class CaseDeletedError(CasebookError):
    """A case cannot be written in because it was thrown away."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "the case is in the trash",
            f"“{name}”在回收站里。请先把它取回来再打开：在项目列表里输入“/回收站”，"
            "或者用 sme-assistant restore 加上它的名称。",
        )


class SettingsError(SmeAssistantError):
    """The settings could not be kept."""

    def __init__(self, path: str) -> None:
        super().__init__(
            "the settings cannot be written",
            f"设置没能存进“{path}”，这次仍然有效，下次打开要重新设置。"
            "请确认那个文件夹可以写入。",
        )


class UnsavableTextError(CasebookError):
    """An entry holds what is no text, such as half of a character."""

    def __init__(self) -> None:
        super().__init__(
            "an entry holds a lone surrogate",
            "这一条里有无法保存的乱码字符，没有保存；此前的内容都已保存。"
            "请删去乱码后重新输入。",
        )


class CasebookTooNewError(CasebookError):
    """A newer version of the program wrote the casebook."""

    def __init__(self, path: str, theirs: int, ours: int) -> None:
        super().__init__(
            f"the casebook has schema {theirs}, this program knows up to {ours}",
            f"申报记录文件“{path}”是更新版本的程序写的（格式 {theirs}，"
            f"本程序只认到格式 {ours}），没有打开，也没有改动。"
            "请升级 sme-assistant 后再打开。",
        )


class NotACasebookError(CasebookError):
    """The file is something else, and was left alone."""

    def __init__(self, path: str) -> None:
        super().__init__(
            "the file is no casebook",
            f"“{path}”不是本程序的申报记录文件，没有改动它。"
            "请检查 --casebook 或 SME_ASSISTANT_CASEBOOK 指定的位置。",
        )


class CasebookDamagedError(CasebookError):
    """The casebook is damaged; it was left as it is.

    Attributes:
        cases: How many cases could still be read.
        entries: How many log entries could still be read.
        missing: How many entries are known to be lost; there may be more.
        saved: Where the readable ones were saved; empty when that failed.
    """

    def __init__(
        self, path: str, *, cases: int, entries: int, missing: int, saved: str
    ) -> None:
        self.cases, self.entries, self.missing = cases, entries, missing
        self.saved = saved
        found = f"还能读出 {cases} 份申报记录、共 {entries} 条填写内容"
        if missing:
            found += f"（至少另有 {missing} 条已读不出）"
        if saved:
            rest = (
                f"{found}，已另存到“{saved}”。请先把损坏的文件另外保管好，"
                "再用 --casebook 打开另存的文件，核对后继续填写。"
            )
        elif cases:
            rest = (
                f"{found}，但没能另存。请先把损坏的文件复制到有空间、可写的位置，"
                "再用 --casebook 打开那份复制件。"
            )
        else:
            rest = (
                "里面已读不出任何内容。请从备份恢复这个文件，"
                "或用 --casebook 换一个位置重新开始。"
            )
        super().__init__(
            f"the casebook is damaged; {cases} cases, {entries} entries readable",
            f"申报记录文件“{path}”已损坏，程序没有改动它。{rest}",
        )


class CasebookUpgradeError(CasebookError):
    """The casebook could not be brought to this program's schema; it is as before."""

    def __init__(self, path: str, step: str) -> None:
        super().__init__(
            f"migration {step} failed and was taken back",
            f"申报记录文件“{path}”升级格式时没有成功，文件仍是升级前的样子，"
            "内容没有丢失。请继续使用原来版本的程序，并把这条提示告知维护人员。",
        )


class CasebookUnavailableError(CasebookError):
    """The machine does not let us read or write the casebook.

    Attributes:
        cause: ``full``, ``forbidden``, ``place``, ``busy`` or ``fault``.
    """

    _WORDING = {  # noqa: RUF012  # read only
        "full": "磁盘已满，申报记录文件“{path}”写不进去。请清理磁盘空间后重试。",
        "forbidden": "没有读写申报记录文件“{path}”的权限，"
        "或它所在的位置是只读的。"
        "请检查文件和文件夹的权限，或用 --casebook 换一个位置。",
        "place": "“{path}”不能用作申报记录文件：它是文件夹，或它的上级不是文件夹。"
        "请用 --casebook 指定一个文件的位置。",
        "busy": "另一个窗口正在写申报记录文件“{path}”，等了几秒仍没有轮到。"
        "请稍候重试。",
        "fault": "读写申报记录文件“{path}”时出错。"
        "请先把该文件复制一份保管好，检查磁盘后重试。",
    }

    def __init__(self, path: str, cause: str) -> None:
        self.cause = cause
        super().__init__(
            f"the casebook is unavailable: {cause}",
            f"{self._WORDING[cause].format(path=path)}"
            "刚才这一步没有保存；此前的内容都已保存。",
        )
