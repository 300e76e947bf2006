"""Pages of communities: the communities themselves, their members, their invitations."""
