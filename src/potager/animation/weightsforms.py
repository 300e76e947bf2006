"""How much each sign of a gesture counts, typed by whoever animates."""

from math import ceil, floor
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from potager.animation.scales import Scale, Weighed

STEP = 0.05


def rounded(value: float) -> float:
    """To the step of the form."""
    return round(round(value / STEP) * STEP, 2)


def ends(sign: Weighed) -> tuple[float, float]:
    """The least and the most that can be typed, on the steps of the form."""
    return round(ceil(sign.least / STEP - 1e-9) * STEP, 2), round(floor(sign.most / STEP + 1e-9) * STEP, 2)


class WeightsForm(forms.Form):
    """One number for each sign of one gesture."""

    def __init__(self, data: Any = None, *, scale: Scale) -> None:
        super().__init__(data, prefix=scale.gesture.name)
        self.scale = scale
        for sign in scale.signs:
            self.fields[sign.name] = _field(sign, has_learnt=scale.decisions > 0)

    @property
    def values(self) -> dict[str, float]:
        """What was changed."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


def _field(sign: Weighed, *, has_learnt: bool) -> forms.FloatField:
    least, most = ends(sign)
    now = min(most, max(least, rounded(sign.value)))
    facts = {"usual": _written(sign.usual), "learnt": _written(sign.learnt)}
    words = _("usually %(usual)s; learnt: %(learnt)s") if has_learnt else _("usually %(usual)s")
    return forms.FloatField(
        label=sign.label,
        min_value=least,
        max_value=most,
        initial=int(now) if now == int(now) else now,
        help_text=words % facts,
        widget=forms.NumberInput(attrs={"step": f"{STEP}", "inputmode": "decimal"}),
    )


def _written(value: float) -> str:
    return number_format(f"{value:g}", use_l10n=True)
