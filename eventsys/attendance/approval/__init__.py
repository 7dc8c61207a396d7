"""An event's attendance number, approved by an organiser once nothing is left to decide."""
