"""Tables that organisers take home, with a choice of columns and of the kind of file."""
