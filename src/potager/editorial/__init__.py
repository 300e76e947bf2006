"""The community's paper: articles, series, illustrated lists and pages."""
