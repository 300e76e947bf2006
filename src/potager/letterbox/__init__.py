"""The letterbox: mail that comes in."""
