"""Pages of members, a room for each subject."""
