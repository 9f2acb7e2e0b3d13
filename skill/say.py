"""A reply of ours as an Alexa response, within Amazon's limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ask_sdk_model.ui.simple_card import SimpleCard

from content.phrases import line
from skill.shorten import to_characters
from skill.ssml import escaped, render
from skill.with_sounds import with_sounds

if TYPE_CHECKING:
    from collections.abc import Callable

    from content.dialogue.reply import Card
    from skill.playback import Spoken
    from skill.shorten import Segments
    from skill.with_sounds import Recipe

LONGEST_SPEECH: Final = 7_900
"""Characters inside `<speak>`: Amazon refuses 8,000, its own tags included; what is left is for the
softness of the night."""

LONGEST_CARD: Final = 2_000
"""Characters of title and text; Amazon allows 8,000, a person reads fewer."""


def write(
    builder: Any,
    said: Spoken,
    card: Card | None,
    *,
    night: bool = False,
    find: Callable[[Recipe], str | None] | None = None,
) -> Any:
    """Return the SDK's response for what is to be spoken.

    Args:
        builder: the SDK's `ResponseFactory` of this request.
        said: segments, and whether the microphone stays open.
        card: shown where there is a screen.
        night: slow and soft, without bells.
        find: gives the addresses of sounds; None for words and silences alone.
    """
    body = _body(said.segments, night, find)
    if body:
        builder.speak(body)
    if said.is_open:
        builder.ask(escaped(said.reprompt or line("without_sounds.reprompt")))
    builder.set_should_end_session(not said.is_open)
    if card is not None:
        builder.set_card(_card(card))
    return builder.response


def _body(segments: Segments, night: bool, find: Callable[[Recipe], str | None] | None) -> str:
    if find is not None:
        sounding = render(with_sounds(segments, find, night=night), night=night)
        if len(sounding) <= LONGEST_SPEECH:
            return sounding
    return render(to_characters(segments, LONGEST_SPEECH), night=night)


def _card(card: Card) -> SimpleCard:
    lines: list[str] = []
    left = LONGEST_CARD - len(card.title)
    for one in card.lines:
        if len(one) > left:
            break
        lines.append(one)
        left -= len(one) + 1
    return SimpleCard(title=card.title, content="\n".join(lines))
