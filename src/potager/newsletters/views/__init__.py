"""The pages of the letter to readers."""
