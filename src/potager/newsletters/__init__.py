"""The letter to readers: who receives it, what is in it, and how it leaves."""
