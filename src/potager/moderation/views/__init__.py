"""Pages of looking after."""
