"""The commands of the command line, each imported when it is called."""

from typing import Final

from sme_assistant.phrases import CallBack, Cli, Quick, Recap

COMMANDS: Final = {
    "open": ("cases", "open_case", Cli.ABOUT_OPEN),
    "cases": ("cases", "list_cases", Cli.ABOUT_CASES),
    "check": ("judging", "check", Cli.ABOUT_CHECK),
    "assemble": ("judging", "assemble", Cli.ABOUT_ASSEMBLE),
    "verify": ("packages", "verify", Cli.ABOUT_VERIFY),
    "roster": ("rosters", "roster", Cli.ABOUT_ROSTER),
    "evidence": ("evidence", "evidence", Cli.ABOUT_EVIDENCE),
    "export": ("handing_over", "export_case", Cli.ABOUT_EXPORT),
    "import": ("handing_over", "import_case", Cli.ABOUT_IMPORT),
    "summary": ("after_calls", "summarise", Recap.ABOUT),
    "followups": ("after_calls", "followups", CallBack.ABOUT),
    "overview": ("overviews", "overview", Cli.ABOUT_OVERVIEW),
    "restore": ("cases", "restore", Cli.ABOUT_RESTORE),
    "purge": ("cases", "purge", Cli.ABOUT_PURGE),
    "template": ("templates", "template", Cli.ABOUT_TEMPLATE),
    "ask": ("asking", "ask", Cli.ABOUT_ASK),
    "quick": ("quick", "quick", Quick.ABOUT),
    "lint": ("authoring", "lint", Cli.ABOUT_LINT),
    "trace": ("authoring", "trace", Cli.ABOUT_TRACE),
    "graph": ("authoring", "graph", Cli.ABOUT_GRAPH),
}
"""Name to module, function and a line about it, in the order of the help page."""
