"""What conversations tell the journal."""

import potager.conversations.acts.judging  # noqa: F401 (declares kinds whose facts are those of posts)
from potager.conversations.acts.answers import AnswerFacts
from potager.conversations.acts.holding import HeldFacts
from potager.conversations.acts.pictures import LinksFacts, PictureFacts
from potager.conversations.acts.polls import BallotFacts, PollEndFacts, PollFacts
from potager.conversations.acts.posts import PostFacts
from potager.conversations.acts.private import ConversationFacts, ParticipantFacts
from potager.conversations.acts.reactions import ReactionFacts
from potager.conversations.acts.rooms import RulesFacts
from potager.conversations.acts.topics import TopicFacts

__all__ = [
    "AnswerFacts",
    "BallotFacts",
    "ConversationFacts",
    "HeldFacts",
    "LinksFacts",
    "ParticipantFacts",
    "PictureFacts",
    "PollEndFacts",
    "PollFacts",
    "PostFacts",
    "ReactionFacts",
    "RulesFacts",
    "TopicFacts",
]
