"""How well the desk's computations do on real networks and texts: `python -m benchmarks.animation [NAME …]`."""
