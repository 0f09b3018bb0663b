"""Show a programme whole: the matrix of clauses, and the question tree.

The matrix answers two ways: what becomes of a clause, and on what a question rests.
"""

from sme_assistant.dialogue.tracing.matrix import Matrix, Row, trace
from sme_assistant.dialogue.tracing.picture import graph
from sme_assistant.dialogue.tracing.spelling import spell

__all__ = ["Matrix", "Row", "graph", "spell", "trace"]
