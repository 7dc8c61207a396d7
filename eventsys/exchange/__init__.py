"""Files that leave the system: exports."""
