"""How many came and are inside, kept as sums: what a live board shows costs the same all day."""
