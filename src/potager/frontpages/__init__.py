"""How a community's front page is arranged, and how its pages look."""
