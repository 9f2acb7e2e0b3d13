"""One handler for each kind of request, as the SDK's skill builder wants them."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from ask_sdk_core.dispatch_components.exception_components import AbstractExceptionHandler
from ask_sdk_core.dispatch_components.request_components import AbstractRequestHandler
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils.predicate import is_request_type

from content.dialogue.reply import Reply, Say
from content.dialogue.respond import respond
from content.dialogue.session import Scene, Session, as_dict
from content.dialogue.turn import Turn
from content.phrases import line
from content.scenes.basics import greet
from content.scenes.practice_log import note
from content.storage.store import StoreError
from skill import say
from skill.hear import session_of, turn_of
from skill.playback import Spoken, is_length_asked, spoken
from skill.serializer import TolerantSerializer

if TYPE_CHECKING:
    from content.storage.store import Store
    from skill.mind import Mind

LENGTH_ASKED: Final = "length_asked"
"""Session attribute of ours beside the core's: the practice under way may fill an answer."""

_log: Final = logging.getLogger(__name__)


class _Handler(AbstractRequestHandler):
    request_type: str

    def __init__(self, mind: Mind) -> None:
        self.mind = mind

    def can_handle(self, handler_input: Any) -> bool:
        return bool(is_request_type(self.request_type)(handler_input))


class LaunchHandler(_Handler):
    """The skill was opened without a word more."""

    request_type = "LaunchRequest"

    def handle(self, handler_input: Any) -> Any:
        """Greet, in a new conversation."""
        heard = self.mind.heard(handler_input.request_envelope)
        turn = heard.turn(Turn(None, heard.listener, heard.at, locale=heard.locale))
        store = self.mind.diary(heard)
        try:
            reply, session = greet(turn, Session(), store)
        except StoreError:
            reply, session = Reply((Say(line("basics.store_failed")),)), Session()
        return _answer(self.mind, handler_input, turn, reply, session, store)


class IntentHandler(_Handler):
    """Whatever a person said."""

    request_type = "IntentRequest"

    def handle(self, handler_input: Any) -> Any:
        """Hear, respond, say."""
        envelope = handler_input.request_envelope
        heard = self.mind.heard(envelope)
        before = session_of(envelope, heard.at)
        turn = turn_of(envelope.request, before, heard)
        store = self.mind.diary(heard)
        reply, after = respond(turn, before, store)
        return _answer(self.mind, handler_input, turn, reply, after, store)


class DisabledHandler(_Handler):
    """Somebody gave the skill up: everything of theirs goes."""

    request_type = "AlexaSkillEvent.SkillDisabled"

    def handle(self, handler_input: Any) -> Any:
        """Erase; a failure is an HTTP 500, so that Amazon delivers the event again."""
        self.mind.forget(handler_input.request_envelope)
        return handler_input.response_builder.response


class EndedHandler(_Handler):
    """The session is over: by silence, by "stop", or because Alexa refused our answer."""

    request_type = "SessionEndedRequest"

    def handle(self, handler_input: Any) -> Any:
        """Say nothing, as Amazon asks; a refused answer is worth a line in the log.

        Of a practice under way, what was breathed until now is kept.
        """
        envelope = handler_input.request_envelope
        heard = self.mind.heard(envelope)
        session = session_of(envelope, heard.at)
        if session.scene is Scene.BREATHING:
            stop = heard.turn(Turn("stop", heard.listener, heard.at, locale=heard.locale))
            respond(stop, session, self.mind.diary(heard))
        error = getattr(envelope.request, "error", None)
        kind = getattr(error, "object_type", None)
        if kind is not None:
            _log.warning("Alexa ended a session: %s", getattr(kind, "value", "unknown error"))
        return handler_input.response_builder.response


class SilentHandler(AbstractRequestHandler):
    """Kinds of request that we do not know: an empty answer."""

    def can_handle(self, handler_input: Any) -> bool:
        """Take everything."""
        return True

    def handle(self, handler_input: Any) -> Any:
        """Say nothing."""
        return handler_input.response_builder.response


class FailureHandler(AbstractExceptionHandler):
    """A fault of ours while somebody waits for an answer."""

    def can_handle(self, handler_input: Any, exception: Exception) -> bool:
        """Take every fault of a request that somebody spoke."""
        kind = handler_input.request_envelope.request.object_type
        return kind in {LaunchHandler.request_type, IntentHandler.request_type}

    def handle(self, handler_input: Any, exception: Exception) -> Any:
        """Say so; the log gets where it happened, never what was said."""
        _log.error("a handler failed: %s", _where(exception))
        said = Spoken((Say(line("without_sounds.failed")),), False, None)
        return say.write(handler_input.response_builder, said, None)


def build_skill(mind: Mind) -> Any:
    """Return the SDK's skill with our handlers and our serializer."""
    builder = SkillBuilder()
    for kind in (LaunchHandler, IntentHandler, EndedHandler, DisabledHandler):
        builder.add_request_handler(kind(mind))
    builder.add_request_handler(SilentHandler())
    builder.add_exception_handler(FailureHandler())
    skill = builder.create()
    skill.serializer = TolerantSerializer()  # type: ignore[assignment]  # same two methods
    return skill


def _answer(
    mind: Mind, handler_input: Any, turn: Turn, reply: Reply, session: Session, store: Store
) -> Any:
    in_session = handler_input.request_envelope.session is not None
    before = handler_input.attributes_manager.session_attributes if in_session else {}
    is_long = is_length_asked(turn, reply, bool((before or {}).get(LENGTH_ASKED)))
    said, after = spoken(turn, reply, session, may_be_long=is_long)
    if after.scene is Scene.BREATHING and after.breathing and after.breathing != session.breathing:
        # The core took the practice for whole; only a piece of it is told, and may be all.
        with suppress(StoreError):
            note(turn.listener, after.breathing, store)
    if in_session:
        kept = {LENGTH_ASKED: True} if is_long else {}
        handler_input.attributes_manager.session_attributes = as_dict(after) | kept
    return say.write(
        handler_input.response_builder,
        said,
        reply.card,
        night=reply.night,
        find=mind.finder(after),
    )


def _where(exception: Exception) -> str:
    frame = exception.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else "nowhere"
    return f"{type(exception).__name__} at {place}"
