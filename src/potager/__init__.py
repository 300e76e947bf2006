"""Potager: a self-hosted home for communities."""

__version__ = "0.1.0"
