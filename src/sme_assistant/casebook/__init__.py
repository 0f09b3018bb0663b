"""Keeps cases in one SQLite file, safely.

``SqliteCasebook`` fulfils ``assistant.ports.Casebook``. Nothing is stored but the
answer logs; what they mean is for the engine to say.
"""

from sme_assistant.casebook.places import casebook_path
from sme_assistant.casebook.store import SqliteCasebook

__all__ = ["SqliteCasebook", "casebook_path"]
