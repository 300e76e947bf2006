"""Words of a post in an answer to it: a quotation that says whose they are and leads back to them."""

import re

from django.utils.translation import gettext as _

from potager.conversations.models import Post

LONGEST = 1500  # characters of a quotation: who wants more may type it
_MARKS = re.compile(r"([\\`*_{}\[\]()#+!|<>@~&-])")


def quotation(post: Post) -> str:
    """What one types to quote a post; quotations in it are left out, so that they do not pile up."""
    name = _MARKS.sub(r"\\\1", post.signature)
    whose = _("%(name)s wrote:") % {"name": f"[{name}]({post.get_absolute_url()})"}
    return "\n".join([f"> {whose}", ">", *(f"> {line}".rstrip() for line in _own_lines(post.body)), "", ""])


def _own_lines(body: str) -> list[str]:
    own = "\n".join(line for line in body.split("\n") if not line.lstrip().startswith(">")).strip("\n")
    own = re.sub(r"\n{3,}", "\n\n", own)
    return (own if len(own) <= LONGEST else own[:LONGEST].rstrip() + "…").split("\n")
