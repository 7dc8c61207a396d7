"""What brings news to their receivers."""
