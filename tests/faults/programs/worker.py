"""Runs due jobs until it is killed; ROUND says whether it also takes up what others left."""

import sys
import time

import django

django.setup()

from potager.jobs.worker import recover, run_due_jobs

while True:
    if sys.argv[1] == "recover":
        recover()
    run_due_jobs()
    time.sleep(0.01)
