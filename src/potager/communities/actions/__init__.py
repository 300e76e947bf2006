"""Writing: one function per act."""

from potager.communities.actions.charters import accept_charter, change_charter
from potager.communities.actions.communities import Terms, change_community, open_community
from potager.communities.actions.invitations import create_invitation, revoke_invitation
from potager.communities.actions.memberships import (
    accept_request,
    change_role,
    decline_request,
    join_community,
    leave_community,
    remove_member,
    request_membership,
    withdraw_request,
)
from potager.communities.actions.restraints import (
    free_member,
    return_member,
    slow_member,
    suspend_member,
)

__all__ = [
    "Terms",
    "accept_charter",
    "accept_request",
    "change_charter",
    "change_community",
    "change_role",
    "create_invitation",
    "decline_request",
    "free_member",
    "join_community",
    "leave_community",
    "open_community",
    "remove_member",
    "request_membership",
    "return_member",
    "revoke_invitation",
    "slow_member",
    "suspend_member",
    "withdraw_request",
]
