"""Authorship: how each author is named in a work, and what they agreed to before they wrote."""
