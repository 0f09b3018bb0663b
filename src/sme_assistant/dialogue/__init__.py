"""The language of the dialogue files: models, strict loading, expressions, checks."""
