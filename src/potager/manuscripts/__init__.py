"""Collective books: chapters by many hands, one at a time at the pen, under an editor."""
