"""The layers a visitor's request goes through, and which of them stand on which.

When a layer fails, those that stand on it cannot be told: the first that fails is named, and the
others are silent until it is back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class Layer(StrEnum):
    """From the outside in. The order is the one in which a failure is looked for."""

    DNS = "dns"
    TCP = "tcp"
    TLS = "tls"
    EDGE = "edge"
    APP = "app"
    DATABASE = "database"
    CACHE = "cache"
    WORKER = "worker"
    EMAIL = "email"
    MODEL = "model"
    ERRORS = "errors"
    SLOW = "slow"


#: What each stands on directly.
STANDS_ON: dict[Layer, tuple[Layer, ...]] = {
    Layer.DNS: (),
    Layer.TCP: (Layer.DNS,),
    Layer.TLS: (Layer.TCP,),
    Layer.EDGE: (Layer.TLS,),
    Layer.APP: (Layer.EDGE,),
    Layer.DATABASE: (Layer.APP,),
    Layer.CACHE: (Layer.APP,),
    Layer.WORKER: (Layer.CACHE, Layer.DATABASE),
    Layer.EMAIL: (Layer.DATABASE,),
    Layer.MODEL: (Layer.DATABASE,),
    # Pages fail for every reason there is; only what no other layer explains is its own.
    Layer.ERRORS: (Layer.DATABASE, Layer.CACHE),
    # What fails is slow as well, most often.
    Layer.SLOW: (Layer.ERRORS,),
}


#: Without these no visitor is helped; what fails of the others is felt later, or by few.
SERIOUS = frozenset(
    (Layer.DNS, Layer.TCP, Layer.TLS, Layer.EDGE, Layer.APP, Layer.DATABASE)
)  # fmt: skip


class State(StrEnum):
    """What one look said of a layer."""

    OK = "ok"
    FAILED = "failed"
    #: It is not there to be asked, or something below it fails.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Result:
    """What one look saw of a layer. ``evidence`` is one line without secrets or visitors."""

    layer: Layer
    state: State
    evidence: str = ""
    ms: int = 0


@cache
def below(layer: Layer) -> frozenset[Layer]:
    """Everything it stands on, directly or not."""
    found: set[Layer] = set()
    waiting = list(STANDS_ON[layer])
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += STANDS_ON[one]
    return frozenset(found)


def silenced(results: Iterable[Result], failing: Iterable[Layer] = ()) -> list[Result]:
    """The same, where what stands on a failed layer (or on ``failing``) is unknown."""
    known = list(results)
    failed = {result.layer for result in known if result.state is State.FAILED} | set(failing)
    return [
        Result(result.layer, State.UNKNOWN, result.evidence, result.ms)
        if result.state is not State.UNKNOWN and below(result.layer) & failed
        else result
        for result in known
    ]
