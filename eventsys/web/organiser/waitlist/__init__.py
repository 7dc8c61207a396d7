"""Who waits for a place."""
