"""What a community's own past teaches about introductions, learnt again from time to time."""

from datetime import timedelta

from potager.animation.life import Life
from potager.animation.models import Network

AGAIN = timedelta(days=28)  # after which it is learnt again


def learn_pairs(life: Life) -> None:
    """Learn which pairs came to speak, if that is due: the scorer, or that there is too little to learn from."""
    last = life.network.learnt.get("at", 0)
    if life.now.timestamp() - last < AGAIN.total_seconds():
        return
    from potager.animation.features import learnt_from

    scorer = learnt_from(life.graph)
    learnt = {"at": int(life.now.timestamp()), "scorer": scorer.as_json() if scorer else None}
    Network.objects.filter(pk=life.network.pk).update(learnt=learnt)
    life.network.learnt = learnt
