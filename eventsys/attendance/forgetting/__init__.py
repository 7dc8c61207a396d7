"""What becomes of lists and certificates when people are forgotten."""
