"""An event's groups, and name badges."""
