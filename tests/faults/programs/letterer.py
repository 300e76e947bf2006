"""Turns a real worker's wheel (jobs and clocks) until it is killed, with the patience of a test."""

import time
from datetime import timedelta

import django

django.setup()

from django.utils import timezone

from potager.jobs import worker
from potager.notices.actions import mail

# What a dead worker was handing over is taken up after this long instead of five minutes.
mail.CLAIM = timedelta(seconds=0.5)
worker.FIRST_PAUSE = timedelta(seconds=0.2)
while True:
    worker.recover()
    worker.run_clocks(timezone.now())
    worker.run_due_jobs(limit=30)
    time.sleep(0.05)
