"""An Echo: speech in, a signed request over HTTP, and what is heard of the answer."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fakes.alexa_requests import envelope, intent
from fakes.alexa_response import Spoken, check_empty, checked
from fakes.skill_server import Response, get, post

if TYPE_CHECKING:
    from fakes.alexa_nlu import AlexaNlu
    from fakes.amazon_ca import AmazonCa
    from fakes.still_clock import StillClock

CONNECTING = r"(?:to |for |about |that |if |whether )?"


@dataclass
class AlexaDevice:
    """Keeps the session as Alexa does: attributes live while the microphone stays open."""

    port: int
    nlu: AlexaNlu
    amazon: AmazonCa
    clock: StillClock
    locale: str = "en-US"
    person_id: str | None = None
    public_url: str | None = None
    """Where the server says that it can be reached; None where it has no sounds."""

    screen: bool = False
    attributes: dict | None = field(default=None, init=False)
    """None while no session is open."""

    def say(self, text: str) -> Spoken:
        """Speak; outside a session the words are asked of the skill in one breath."""
        name = self.nlu.invocation_name
        low = re.sub(r"^(hey )?alexa,? ", "", text.lower().strip())
        if re.fullmatch(rf"(open|start|launch) {name}", low):
            return self._exchange({"type": "LaunchRequest"}, new=True)
        one_shot = re.fullmatch(rf"(?:ask|tell|open) {name},? (?:and )?({CONNECTING})(.+)", low)
        if one_shot:
            self.attributes = None
            words = self.nlu.understand(one_shot[1] + one_shot[2])
            if words.intent == "AMAZON.FallbackIntent":
                words = self.nlu.understand(one_shot[2])
        else:
            words = self.nlu.understand(text)
        return self._exchange(intent(words.intent, words.slots), new=self.attributes is None)

    def stay_silent(self) -> None:
        """Say nothing until the session is over."""
        if self.attributes is not None:
            ended = {"type": "SessionEndedRequest", "reason": "EXCEEDED_MAX_REPROMPTS"}
            answer = self.send(ended)
            assert answer.status == 200
            check_empty(answer.body)
            self.attributes = None

    def send(self, request: dict, *, new: bool = False) -> Response:
        """Send a request of any type and return the raw answer."""
        whole = envelope(
            request,
            at=self.clock.now(),
            new=new,
            attributes=self.attributes,
            locale=self.locale,
            person_id=self.person_id,
            screen=self.screen,
        )
        body = json.dumps(whole).encode()
        return post(self.port, "/alexa", body, self.amazon.headers(body))

    def ask(self, name: str, **slots: dict) -> Spoken:
        """Ask with an intent that Alexa has already understood."""
        return self._exchange(intent(name, slots), new=self.attributes is None)

    def fetch(self, url: str) -> bytes:
        """Fetch a sound as Amazon does: unsigned."""
        assert self.public_url
        assert url.startswith(f"{self.public_url}/audio/")
        answer = get(self.port, url.removeprefix(self.public_url))
        assert (answer.status, answer.content_type) == (200, "audio/mpeg")
        return answer.body

    def _exchange(self, request: dict, *, new: bool) -> Spoken:
        if new:
            self.attributes = None
        answer = self.send(request, new=new)
        assert answer.status == 200, f"HTTP {answer.status}"
        assert answer.content_type.startswith("application/json")
        heard = checked(answer.body, self.fetch if self.public_url else None)
        self.attributes = heard.attributes if heard.open else None
        return heard
