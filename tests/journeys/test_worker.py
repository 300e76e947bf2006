"""What the browser's worker does when it is told something: the real script, in Chromium, through its own tools.

Subscribing needs the push service of the browser's maker, which no test reaches: the push comes by DevTools instead,
and the press on a notice, which stands outside of any page, is an event that the worker is given.
"""

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import potager

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("worker")]
SCRIPTS = Path(potager.__file__).parent / "notices/static/notices"
TOLD = {"title": "Potager", "body": "Bo answered you", "url": "/topics/1/", "tag": "heap", "lang": "en"}
NOTICES = "navigator.serviceWorker.ready.then((one) => one.getNotifications())"
PRESS = """async () => {
  const opened = []; self.clients.openWindow = async (url) => { opened.push(url); };
  const [notification] = await self.registration.getNotifications();
  const press = (url) => {
    const event = new ExtendableEvent("notificationclick");
    event.notification = { close: () => notification.close(), data: { url } };
    self.dispatchEvent(event);
  };
  press(notification.data.url); press("https://elsewhere.example/");
  return opened;
}"""


@pytest.fixture
def origin() -> Iterator[str]:
    """A place that has nothing but the worker's script."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(SCRIPTS)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_push_is_shown_and_a_press_opens_what_it_is_about(browser: Any, origin: str) -> None:
    context = browser.new_context()
    context.grant_permissions(["notifications"], origin=origin)
    page = context.new_page()
    page.goto(f"{origin}/")
    tools, registered = context.new_cdp_session(page), []
    tools.on("ServiceWorker.workerRegistrationUpdated", lambda told: registered.extend(told["registrations"]))
    tools.send("ServiceWorker.enable")
    page.evaluate(
        "navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready).then(() => 1)"
    )
    tools.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": registered[-1]["registrationId"], "data": json.dumps(TOLD)},
    )
    shown = f"{NOTICES}.then(([one]) => one && [one.title, one.body, one.lang])"
    page.wait_for_function(f"() => {shown}")
    assert page.evaluate(shown) == ["Potager", "Bo answered you", "en"]
    (worker,) = context.service_workers
    assert worker.evaluate(PRESS) == [f"{origin}/topics/1/"], "never elsewhere"
    page.wait_for_function(f"() => {NOTICES}.then((all) => !all.length)")
    context.close()
