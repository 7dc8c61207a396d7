"""What an event asks of those who register."""
