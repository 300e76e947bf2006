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
            self.fields[sign.name] = _field(sign)

    @property
    def values(self) -> dict[str, float]:
        """What was changed."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


def _field(sign: Weighed) -> forms.FloatField:
    least, most = ends(sign)
    usual, learnt = (number_format(rounded(one), use_l10n=True) for one in (sign.usual, sign.learnt))
    return forms.FloatField(
        label=sign.label,
        min_value=least,
        max_value=most,
        initial=min(most, max(least, rounded(sign.value))),
        help_text=_("usually %(usual)s; learnt: %(learnt)s") % {"usual": usual, "learnt": learnt},
        widget=forms.NumberInput(attrs={"step": f"{STEP}", "inputmode": "decimal"}),
    )
