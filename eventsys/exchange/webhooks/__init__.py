"""News for other programs: who receives them, what was delivered, and what is tried again."""
