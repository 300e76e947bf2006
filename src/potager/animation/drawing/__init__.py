"""The pictures of the desk: from numbers to shapes that a template draws as SVG. Nothing here asks the database.

numpy, scipy and igraph are imported inside functions: a server that draws nothing does not load them.
"""
