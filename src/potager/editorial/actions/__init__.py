"""Writing the paper: one function per act."""

from potager.editorial.actions.articles import Text, open_article, publish_article, save_article

__all__ = ["Text", "open_article", "publish_article", "save_article"]
