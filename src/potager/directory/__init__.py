"""The directory: what people can do, what they look for, and what they gave."""
