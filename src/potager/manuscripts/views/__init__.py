"""Pages of collective books: reading, planning, writing, margins."""
