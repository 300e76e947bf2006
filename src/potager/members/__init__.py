"""People: accounts, sign-in, languages."""
