"""Who came, counted."""
