"""The first sentence of a reply: it sounds while the rest of the reply is still being rendered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from content.dialogue.reply import Say
from offline.audio.samples import MOUTH_RATE
from offline.timeline import Timeline
from offline.voices.clips import Line
from offline.voices.speakable import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.dialogue.reply import Segment
    from offline.audio.clips import Clip
    from offline.audio.samples import Samples

WAITS: Final = 60 * MOUTH_RATE
"""Silence behind the sentence, in which the rest may still come: longer than any takes."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A sentence that sounds already."""

    line: Line
    timeline: Timeline
    """Holds the sentence alone."""

    def find(self, wanted: Line) -> Samples | None:
        """Return the sentence as it sounds, so that it is not rendered twice; see `Clips`."""
        return self.timeline.clips[0].samples if wanted == self.line else None

    @property
    def waiting(self) -> Timeline:
        """The sentence, and the silence in which it waits for the rest."""
        return replace(self.timeline, length=self.timeline.length + WAITS)

    def followed_by(self, whole: Timeline) -> Callable[[Timeline, int], Timeline]:
        """Return how the whole reply takes the sentence's place; see `Mixer.exchange`.

        Where the sentence was over before the rest was ready, the rest begins that much later.
        """
        over = self.timeline.length

        def change(_playing: Timeline, position: int) -> Timeline:
            late = position - over
            return whole if late <= 0 else delayed(whole, over, late)

        return change


def first_sentence(segments: Sequence[Segment]) -> Say | None:
    """Return the sentence that a reply begins with; None if it is all of it, or if none does."""
    first = segments[0] if segments else None
    if not isinstance(first, Say):
        return None
    spoken = sentences(first.text)
    if not spoken or (len(spoken) == 1 and len(segments) == 1):
        return None
    return Say(spoken[0], first.pace)


def delayed(whole: Timeline, after: int, late: int) -> Timeline:
    """Return a timeline of which all that was not over by a sample comes so many samples later."""
    return replace(
        whole,
        clips=tuple(
            clip if clip.end <= after else _from(clip, max(after, clip.start) + late, late)
            for clip in whole.clips
        ),
        marks=tuple(replace(mark, start=mark.start + late) for mark in whole.marks),
        length=whole.length + late,
    )


def _from(clip: Clip, start: int, late: int) -> Clip:
    """Return a clip that begins at a sample; a bed that should have begun before is shorter."""
    return replace(clip, start=start, length=clip.end + late - start)
