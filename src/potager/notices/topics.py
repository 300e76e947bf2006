"""Which conversation an address of ours leads to: answers by mail go there."""

import re

TOPIC = re.compile(r"^/topics/([0-9a-f]{8}-[0-9a-f-]{27})/")


def topic_of(url: str) -> str:
    """ "topic:<uuid>", or "" if the address leads elsewhere."""
    found = TOPIC.match(url)
    return f"topic:{found[1]}" if found else ""
