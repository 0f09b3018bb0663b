"""Find the clause that answers a question, in the words people use."""
