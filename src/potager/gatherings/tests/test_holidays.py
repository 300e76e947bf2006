"""Holidays against the calendar that the State publishes, where it stands beside the checkout."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from potager.gatherings import holidays

PUBLISHED = Path(__file__).resolve().parents[5] / "shared/data/icalendar/etalab+jours-feries-france-data/json"
CLOCKS = {
    "metropole": "Europe/Paris", "alsace-moselle": "Europe/Paris", "guadeloupe": "America/Guadeloupe",
    "guyane": "America/Cayenne", "la-reunion": "Indian/Reunion", "martinique": "America/Martinique",
    "mayotte": "Indian/Mayotte", "nouvelle-caledonie": "Pacific/Noumea", "polynesie-francaise": "Pacific/Tahiti",
    "saint-barthelemy": "America/St_Barthelemy", "saint-martin": "America/Marigot",
    "saint-pierre-et-miquelon": "America/Miquelon", "wallis-et-futuna": "Pacific/Wallis",
}  # fmt: skip


@pytest.mark.parametrize("part", CLOCKS)
def test_public_holidays_are_those_that_the_state_publishes(part: str) -> None:
    file = PUBLISHED / f"{part}.json"
    if not file.exists():
        pytest.skip("the published calendar does not stand beside the checkout")
    published = {date.fromisoformat(day) for day in json.loads(file.read_text())}
    for year in range(2018, 2032):  # Saint-Martin chose another day before
        ours = holidays.public_holidays(year, zone=CLOCKS[part], is_local=part == "alsace-moselle")
        assert set(ours) == {day for day in published if day.year == year}


@pytest.mark.parametrize(
    ("language", "day", "zone", "said"),
    [
        ("en", date(2027, 7, 14), "Europe/Paris", "Wednesday 14 July 2027 is a public holiday: Bastille Day."),
        ("en", date(2027, 3, 26), "Europe/Paris",
         "Friday 26 March 2027 is a public holiday in Alsace and Moselle: Good Friday."),
        ("en", date(2027, 2, 10), "Europe/Paris",
         "Wednesday 10 February 2027 falls in the winter holidays of zone C."),
        ("en", date(2027, 2, 25), "Europe/Paris",
         "Thursday 25 February 2027 falls in the winter holidays of zones A and B."),
        ("fr", date(2027, 2, 25), "Europe/Paris",
         "Jeudi 25 février 2027 tombe pendant les vacances d’hiver des zones A et B."),
        ("fr", date(2027, 7, 14), "America/Cayenne",
         "Mercredi 14 juillet 2027 est un jour férié\u00a0: fête nationale."),
        ("fr", date(2026, 12, 22), "Europe/Paris", "Mardi 22 décembre 2026 tombe pendant les vacances de Noël."),
    ],
)  # fmt: skip
def test_a_day_is_told_of(language: str, day: date, zone: str, said: str) -> None:
    with translation.override(language):
        assert holidays.told_of(day, zone=zone) == [said]


def test_nothing_is_told_off_french_clocks_or_on_plain_days() -> None:
    assert holidays.told_of(date(2027, 7, 14), zone="Europe/London") == []
    assert holidays.told_of(date(2027, 6, 9), zone="Europe/Paris") == []
