"""Notices by mail, read from the journal."""
