"""What becomes of messages when people are forgotten."""
