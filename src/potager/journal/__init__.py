"""The append-only journal: one row for every act."""
