"""How often public pages are looked at, without knowing by whom."""
