"""Lists of people that a school or an association sends."""
