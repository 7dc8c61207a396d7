"""Places offered to those who wait."""
