"""An event and a year at a glance: figures, and what may be told of groups among them."""
