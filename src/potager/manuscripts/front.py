"""What collective books show on the front page of their community."""
