"""Who is asked in a wave, and who wants to be asked no more."""
