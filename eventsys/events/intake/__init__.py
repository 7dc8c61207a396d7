"""How an event takes people in: at once, by approval or by draw, and who waits in which order."""
