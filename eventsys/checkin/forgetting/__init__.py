"""What becomes of the facts of the gate when people are forgotten."""
