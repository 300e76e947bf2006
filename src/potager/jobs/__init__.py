"""Work to do later, and at its time: rows that a worker drains."""
