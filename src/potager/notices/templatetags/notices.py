"""`{% load notices %}`: what the bell says."""

from django import template

from potager.members.models import Member
from potager.notices import bar, queries

register = template.Library()


@register.simple_tag
def unread_of(member: Member) -> bar.Unread:
    """What the bar says: how much under the bell, and in how many private conversations, a person has not read."""
    return bar.unread_of(member)


@register.inclusion_tag("notices/unreached.html")
def unreached(member: Member) -> dict[str, object]:
    """What stands there while mail to a person's address comes back."""
    return {"member": member, "row": queries.lost_address_of(member)}
