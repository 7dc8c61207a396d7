"""What is kept about people: shown to them. It reaches into every package below."""
