"""Pages of stories: reading and calling, writing, hosting."""
