"""What is done again and again without being asked: once for all processes, by whoever has time.

A room registers a chore in ``AppConfig.ready()``. Whoever sends the emails also does the chores: a
Celery worker where one lives, a web process otherwise. A row in the database for each chore says
when it is due and who has it in hand, so that one that is due is done once, however many look.
"""

from ops.schedule.registry import (
    Chore,
    chores,
    do_in_each_process,
    in_each_process,
    register,
)

__all__ = ["Chore", "chores", "do_in_each_process", "in_each_process", "register"]
