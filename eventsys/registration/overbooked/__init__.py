"""Fewer places than people have: nobody is put out, but some are to be called."""
