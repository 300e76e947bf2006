"""Feeds: what was published, for programs that read. Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1 of the same things."""
