"""Settings, addresses and the one ASGI application."""
