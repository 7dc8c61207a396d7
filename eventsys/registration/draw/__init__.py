"""The draw: lots decide who gets the places, on record, so that anybody can draw them again."""
