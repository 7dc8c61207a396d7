"""Lists that organisers read in: sent, looked at, saved, and taken back."""
