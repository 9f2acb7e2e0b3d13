"""Crisis words denied: "I don't want to kill myself", "I'm not suicidal"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.dialogue.turn import Danger

if TYPE_CHECKING:
    from content.safety.patterns import Found
    from content.safety.phrases import Denial, Negation


class Denials:
    """Says whether what was found was denied in the words before it."""

    def __init__(self, negation: Negation) -> None:
        """Take the bank's negators."""
        self._unless_before = frozenset(negation.unless_before)
        self._unless_after = frozenset(negation.unless_after)
        self._by_danger: dict[Danger, Denial] = {
            danger: denial for denial in negation.denials for danger in denial.dangers
        }

    def judge(self, words: tuple[str, ...], found: Found) -> Danger | None:
        """Return the danger as found, what it becomes when denied, or None for nothing at all."""
        danger = Danger(found.label)
        denial = self._by_danger.get(danger)
        if denial is None or not self._is_denied(words, found, denial):
            return danger
        return denial.becomes

    def _is_denied(self, words: tuple[str, ...], found: Found, denial: Denial) -> bool:
        negators = 0
        at = found.begin - 1
        while at >= 0 and words[at] in (*denial.between, *denial.negators):
            if words[at] in denial.negators:
                negators += 1
                if at > 0 and words[at - 1] in self._unless_before:
                    return False
            at -= 1
        after = words[found.end] if found.end < len(words) else ""
        return negators % 2 == 1 and after not in self._unless_after
