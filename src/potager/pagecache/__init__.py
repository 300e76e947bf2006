"""Public pages kept until the journal makes them untrue."""
