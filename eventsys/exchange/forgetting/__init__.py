"""What becomes of files and news when people are forgotten."""
