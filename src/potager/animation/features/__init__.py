"""Pairs of people as numbers: while the talk goes on (`stream`), and for introductions (`pairs`)."""
