"""Answers in; next question, verdicts, explanations and gaps out. Pure."""
