"""Looking after: reports, decisions, appeals."""
