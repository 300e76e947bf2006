"""Conversations: topics and posts, and whatever else can be discussed."""
