"""Registering a school or an association, and looking after it afterwards."""
