"""Events that are one another's repetition: each with its own page, people and numbers."""
