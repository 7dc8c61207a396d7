"""Advice and requisitions: logged, changed, made one of two, and found again."""
