"""Communities, who belongs to them, and on what terms."""
