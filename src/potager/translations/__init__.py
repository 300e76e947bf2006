"""Released books in other languages, passage by passage."""
