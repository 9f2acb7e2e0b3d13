"""A reply of ours as an Alexa response, within Amazon's limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ask_sdk_model.ui.simple_card import SimpleCard

from content.phrases import line
from skill.shorten import to_characters
from skill.ssml import escaped, render

if TYPE_CHECKING:
    from content.dialogue.reply import Card
    from skill.playback import Spoken

LONGEST_SPEECH: Final = 7_980
"""Characters inside `<speak>`: Amazon refuses 8,000, its own tags included."""

LONGEST_CARD: Final = 2_000
"""Characters of title and text; Amazon allows 8,000, a person reads fewer."""


def write(builder: Any, said: Spoken, card: Card | None) -> Any:
    """Return the SDK's response for what is to be spoken.

    Args:
        builder: the SDK's `ResponseFactory` of this request.
        said: segments, and whether the microphone stays open.
        card: shown where there is a screen.
    """
    body = render(to_characters(said.segments, LONGEST_SPEECH))
    if body:
        builder.speak(body)
    if said.is_open:
        builder.ask(escaped(said.reprompt or line("without_sounds.reprompt")))
    builder.set_should_end_session(not said.is_open)
    if card is not None:
        builder.set_card(_card(card))
    return builder.response


def _card(card: Card) -> SimpleCard:
    lines: list[str] = []
    left = LONGEST_CARD - len(card.title)
    for one in card.lines:
        if len(one) > left:
            break
        lines.append(one)
        left -= len(one) + 1
    return SimpleCard(title=card.title, content="\n".join(lines))
