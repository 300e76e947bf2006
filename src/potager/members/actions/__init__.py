"""Writing members: codes, accounts, the owner. Each act is one function."""

from potager.members.actions.accounts import (
    OwnerStays,
    WrongPassword,
    change_member,
    change_password,
    check_password,
    erase_member,
    join_member,
)
from potager.members.actions.aversions import (
    NotOneself,
    block_member,
    mute_member,
    unblock_member,
    unmute_member,
)
from potager.members.actions.codes import AccountClosed, NameWanted, WrongCode, ask, confirm, forget_old_codes
from potager.members.actions.exports import (
    ExportInHand,
    ask_for_export,
    forget_old_exports,
    prepare_export,
)
from potager.members.actions.owner import OwnerExists, WrongFirstRunCode, name_owner, new_first_run_code
from potager.members.actions.passkeys import (
    add_passkey,
    check_passkey,
    forget_old_challenges,
    remove_passkey,
)
from potager.members.actions.portraits import change_portrait, remove_portrait
from potager.members.actions.sessions import (
    end_other_sessions,
    end_session,
    forget_old_sessions,
    has_fresh_proof,
    note_day,
    sign_in,
    sign_out,
)
from potager.members.actions.tries import TooManyTries

__all__ = [
    "AccountClosed",
    "ExportInHand",
    "NameWanted",
    "NotOneself",
    "OwnerExists",
    "OwnerStays",
    "TooManyTries",
    "WrongCode",
    "WrongFirstRunCode",
    "WrongPassword",
    "add_passkey",
    "ask",
    "ask_for_export",
    "block_member",
    "change_member",
    "change_password",
    "change_portrait",
    "check_passkey",
    "check_password",
    "confirm",
    "end_other_sessions",
    "end_session",
    "erase_member",
    "forget_old_challenges",
    "forget_old_codes",
    "forget_old_exports",
    "forget_old_sessions",
    "has_fresh_proof",
    "join_member",
    "mute_member",
    "name_owner",
    "new_first_run_code",
    "note_day",
    "prepare_export",
    "remove_passkey",
    "remove_portrait",
    "sign_in",
    "sign_out",
    "unblock_member",
    "unmute_member",
]
