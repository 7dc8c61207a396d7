"""Views of the organisers' list that somebody has named and kept, for themselves or for all."""
