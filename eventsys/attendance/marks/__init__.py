"""Who came to which occasion, by list, by their own apology and by correction."""
