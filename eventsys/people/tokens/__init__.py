"""Tokens with which scripts act for accounts."""
