"""What people may ask of notices."""

from django import forms


class Before(forms.Form):
    """Which page of notices: those whose newest act stands before a position of the journal."""

    before = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1)


class Moment(forms.Form):
    """The moment at which notices were marked as read."""

    at = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"])
