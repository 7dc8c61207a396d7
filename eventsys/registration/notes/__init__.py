"""What the team noted about a registration."""
