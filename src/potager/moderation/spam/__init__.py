"""Doubts about what newcomers send: signs that anyone would see, and what moderators' decisions taught."""
