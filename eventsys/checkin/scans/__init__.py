"""What phones read at the gate."""
