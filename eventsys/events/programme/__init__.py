"""Events as people read them: with text, occasions, places and places left."""
