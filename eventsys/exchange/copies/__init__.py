"""Events made from other events: the same once more on other days, never with their people."""
