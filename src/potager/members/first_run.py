"""The code that a server shows in its terminal while the installation has no owner."""

from potager.members.actions import new_first_run_code as code

__all__ = ["code"]
