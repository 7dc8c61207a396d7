"""How organisers give a place to people who wait, whoever's turn it is."""
