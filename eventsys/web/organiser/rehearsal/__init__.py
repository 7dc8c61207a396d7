"""Training volunteers before the doors open."""
