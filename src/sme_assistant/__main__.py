"""``python -m sme_assistant``."""

from sme_assistant.faces.cli import main

main()
