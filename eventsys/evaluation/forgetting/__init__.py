"""What becomes of questionnaires when people are forgotten."""
