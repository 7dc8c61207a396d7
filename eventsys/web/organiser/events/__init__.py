"""Events: making, changing, publishing."""
