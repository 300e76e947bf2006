"""Plants COUNT things under NAME, and changes its mind about some."""

import random
import sys
import time
from uuid import uuid4

import django

django.setup()

from potager.journal import kinds, record
from potager.journal.tests import garden

name, count = sys.argv[1], int(sys.argv[2])
kinds.declare(garden.PLANTED, garden.WATERED)
chance = random.Random(name)
gardener = garden.Gardener(uuid4())
for number in range(count):
    try:
        with record.act("plant.watered", by=gardener) as done:
            done(garden.plant(by=gardener, name=f"{name} {number}"))
            if chance.random() < 0.1:
                raise ZeroDivisionError
    except ZeroDivisionError:
        continue
    time.sleep(chance.uniform(0, 0.004))
