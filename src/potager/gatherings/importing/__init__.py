"""Calendars of others, taken in: read in a process of their own, looked at by a person, then shown as theirs."""
