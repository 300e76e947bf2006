"""Meeting: events, the itinerant café, who comes, the calendar."""
