"""Lists that organisers read in: sent, looked at, saved and taken back, in one way for all kinds.

What tells the kinds apart stands in one file for each: `of_registrations`, `of_actors`.
"""
