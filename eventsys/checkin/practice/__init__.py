"""Practice tickets: volunteers train with them, and they count nowhere."""
