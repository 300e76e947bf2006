"""The tables of the community's paper."""

from potager.editorial.models.articles import Article, Author, OldAddress, Publication
from potager.editorial.models.feeds import PrivateFeed
from potager.editorial.models.margins import Remark, RemarkAnswer
from potager.editorial.models.media import Medium
from potager.editorial.models.pictures import SIDES, Picture
from potager.editorial.models.shelves import Category, Series, Tag
from potager.editorial.models.writing import Draft, Version

__all__ = [
    "SIDES",
    "Article",
    "Author",
    "Category",
    "Draft",
    "Medium",
    "OldAddress",
    "Picture",
    "PrivateFeed",
    "Publication",
    "Remark",
    "RemarkAnswer",
    "Series",
    "Tag",
    "Version",
]
