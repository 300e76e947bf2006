"""What a meeting was like: from the session to the article that tells of it."""
