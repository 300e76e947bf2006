"""Stories: written by everyone, a few sentences at a time, until their minute."""
