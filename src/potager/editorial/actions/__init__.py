"""Writing the paper: one function per act."""

from potager.editorial.actions.addresses import rename_article
from potager.editorial.actions.articles import (
    Text,
    correct_article,
    open_article,
    publish_article,
    save_article,
)
from potager.editorial.actions.hiding import hide_article, unhide_article
from potager.editorial.actions.life import (
    bring_back_article,
    recall_article,
    return_article,
    schedule_article,
    submit_article,
    unschedule_article,
    withdraw_article,
)
from potager.editorial.actions.settings import change_article
from potager.editorial.actions.versions import (
    drop_draft,
    forget_drafts,
    keep_article_beside,
    keep_draft,
    restore_article,
)

__all__ = [
    "Text",
    "bring_back_article",
    "change_article",
    "correct_article",
    "drop_draft",
    "forget_drafts",
    "hide_article",
    "keep_article_beside",
    "keep_draft",
    "open_article",
    "publish_article",
    "recall_article",
    "rename_article",
    "restore_article",
    "return_article",
    "save_article",
    "schedule_article",
    "submit_article",
    "unhide_article",
    "unschedule_article",
    "withdraw_article",
]
