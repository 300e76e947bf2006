"""Search: what people said and wrote, found again."""
