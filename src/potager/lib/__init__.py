"""Tools that know nothing of communities: no models, no Django, only text and bytes in and out."""
