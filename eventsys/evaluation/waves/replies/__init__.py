"""What participants are told of what was heard from them."""
