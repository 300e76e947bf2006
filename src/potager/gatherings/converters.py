"""Months and days in addresses: "2026-11", "2026-11-22"."""

from datetime import date

from potager.gatherings.months import FIRST, LAST


class DayConverter:
    """A day between the years that one may leaf through; any other is no address of ours."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """See Django's path converters."""
        found = date.fromisoformat(value)
        if not FIRST <= found.year <= LAST:
            raise ValueError(value)
        return found

    def to_url(self, value: date) -> str:
        """See Django's path converters."""
        return value.isoformat()


class MonthConverter(DayConverter):
    """A month, as its first day."""

    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """See Django's path converters."""
        return super().to_python(f"{value}-01")

    def to_url(self, value: date) -> str:
        """See Django's path converters."""
        return value.isoformat()[:7]
