"""Messages to people: what was sent, what each says, and whom to call."""
