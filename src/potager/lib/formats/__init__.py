"""How dates and hours are written, where Django's own way does not read well."""
