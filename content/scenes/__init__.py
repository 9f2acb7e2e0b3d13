"""One file a scene: what each kind of turn gets.

Importing this package registers every handler; `respond` imports it.
"""

from content.scenes import (
    asking,
    basics,
    breathing,
    check_in,
    conditions,
    cooling,
    data,
    extras,
    history,
    keeping,
    loudness,
    night,
    panic,
    plants,
    program,
    rated,
    reminding,
    safety,
    steering,
    talking_on,
)

__all__ = [
    "asking",
    "basics",
    "breathing",
    "check_in",
    "conditions",
    "cooling",
    "data",
    "extras",
    "history",
    "keeping",
    "loudness",
    "night",
    "panic",
    "plants",
    "program",
    "rated",
    "reminding",
    "safety",
    "steering",
    "talking_on",
]
