"""Events that repeat one another: seen on one page, made several at once, changed together."""
