"""What the answers come to: exact shares, and what of them may be told."""
