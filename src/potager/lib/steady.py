"""Answering "not found" at moments that tell nothing: what is hidden takes as long as what never was."""

import asyncio
from math import ceil

STEP = 0.05  # seconds; finding out takes a fraction of it


def begin() -> float:
    """The moment at which a request came, by the event loop's clock."""
    return asyncio.get_running_loop().time()


async def wait(begun: float) -> None:
    """Wait until the next multiple of STEP after `begun`: nearly always the first."""
    now = asyncio.get_running_loop().time()
    await asyncio.sleep(begun + STEP * max(1, ceil((now - begun) / STEP)) - now)
