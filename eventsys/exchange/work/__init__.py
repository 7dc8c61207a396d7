"""Long work: asked for by somebody, done by the clerk, taken home as a file for a day."""
