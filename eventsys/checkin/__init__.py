"""The gate: devices, scans, tallies, head counts and what they come to."""
