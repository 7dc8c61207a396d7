"""How those of one registration attend a course, for their own page."""
