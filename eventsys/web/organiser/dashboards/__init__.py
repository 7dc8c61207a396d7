"""An event and a year at a glance."""
