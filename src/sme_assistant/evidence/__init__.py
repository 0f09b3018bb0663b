"""Evidence: what the applicant's own files are, and whether they still are it."""
