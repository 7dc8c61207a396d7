"""Who came, in numbers."""
