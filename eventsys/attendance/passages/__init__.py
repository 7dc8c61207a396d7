"""Who came in, one by one: with a ticket, by the list, or counted without either."""
