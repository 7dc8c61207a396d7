"""People who come unannounced, and are registered where they stand."""
