"""How fast and how large the system is, against the floors that it must keep: `make bench`.

Speed is a share of what an empty Flask route does under the same server, in the same run and by
turns with it, so that a slow or busy machine weighs on both sides.
"""
