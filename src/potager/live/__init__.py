"""Live pages: Server-Sent Events, read from the journal."""
