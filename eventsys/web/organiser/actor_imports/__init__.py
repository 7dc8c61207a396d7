"""Lists of actors that organisers read in."""
