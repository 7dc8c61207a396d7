"""Messages as organisers follow them: what was sent, what was not, and whom to call."""
