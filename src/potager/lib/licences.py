"""The licences that a work may have, in plain words: stories and collective books share the list."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """What readers may do with a work, as whoever opens it chooses."""

    CC_BY = "cc-by", _("CC BY: anyone may reuse it and must name the authors")
    CC_BY_SA = (
        "cc-by-sa",
        _("CC BY-SA: anyone may reuse it, must name the authors, and keeps what is made of it as free"),
    )
    CC_BY_NC_SA = "cc-by-nc-sa", _("CC BY-NC-SA: as with CC BY-SA, and no one may sell it")
    CC0 = "cc0", _("CC0: given to everyone, without condition")
    RESERVED = "reserved", _("All rights stay with the authors; only this book may use it")
