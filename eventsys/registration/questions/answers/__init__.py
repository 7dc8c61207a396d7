"""What people answer to an event's questions."""
