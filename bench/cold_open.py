"""Opening without a server: time to the child's name, beside a bare cached page saying the same.

The bare page holds the words of the app's first picture, without styles and script; a second one
holds the name alone.

Both servers are dead, both pages come from a cache-first service worker, and every sample is a
fresh browser process with a processor 4 times slower, the two in turn. The time is that of
Chromium's own element timing: from the start of the navigation until the name is on screen. The
ratio is that of the medians; on a machine that is busy with other things, the ratio of the
fastest quarters says more.
"""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bench.browsers import Stage, new_stage, slow_down
from bench.figures import Figure, fastest_quarter, median, spread
from tests.waiting import wait_until

ROUNDS = 21
WORKER = """
self.addEventListener('install', (event) =>
  event.waitUntil(caches.open('bare').then((cache) => cache.add('/'))));
self.addEventListener('fetch', (event) => event.respondWith(
  caches.open('bare').then((cache) => cache.match('/')).then((kept) => kept ?? fetch(event.request))
));
"""
PAGE = "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>童卡</title>{body}"
NAME = "<h1 elementtiming=child-name>{name}</h1>"
# The name is marked in both pages; the browser tells when it is on screen.
WATCH = """
new PerformanceObserver((list) => {
  console.debug('seen', list.getEntries()[0].renderTime);
}).observe({ type: 'element', buffered: true });
"""
# The text nodes of the picture that was kept.
WORDS = """() => {
  const texts = document.createTreeWalker(document.querySelector('#app'), NodeFilter.SHOW_TEXT);
  const words = [];
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (data.trim() && !parentElement.closest('.after-picture')) words.push(data.trim());
  }
  return words;
}"""


class BareSite(BaseHTTPRequestHandler):
    """A page with a name, and its service worker."""

    page = ""

    def do_GET(self) -> None:
        is_worker = self.path == "/sw.js"
        body = (WORKER if is_worker else self.page).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if is_worker else "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_about: object) -> None:
        """Says nothing."""


def measure() -> Iterator[Figure]:
    with new_stage() as stage:
        name = stage.bind_profile("phone").child_name
        words = _rest_on_wallet(stage)
        urls = [
            stage.service.url,
            _visit_bare_page(stage, _bare_body(words, name)),
            _visit_bare_page(stage, NAME.format(name=name)),
        ]
        stage.service.kill()
        rounds = [[_open(stage, url) for url in urls] for _ in range(ROUNDS)]
    app, bare, barest = (list(times) for times in zip(*rounds, strict=True))
    yield Figure("app: the name on screen", median(app), "ms", note=spread(app))
    yield Figure("bare cached page, the same words", median(bare), "ms", note=spread(bare))
    yield Figure("app beside it", median(app) / median(bare), at_most=1.5)
    quick = fastest_quarter(app) / fastest_quarter(bare)
    yield Figure("the same by the fastest quarters", quick)
    yield Figure("bare cached page, the name alone", median(barest), "ms", note=spread(barest))
    yield Figure("app beside that", median(app) / median(barest))


def _rest_on_wallet(stage: Stage) -> list[str]:
    """Leaves the wallet open until its picture is kept, as anybody does who looks at it.

    Returns the words of the picture, a text node each.
    """
    context = stage.open_profile("phone")
    page = context.pages[0]
    page.goto(stage.service.url)
    kept = "() => caches.match('/', {cacheName: 'tongka-picture'}).then(Boolean)"
    wait_until(lambda: bool(page.evaluate(kept)), "the picture to be kept")
    words: list[str] = page.evaluate(WORDS)
    context.close()
    return words


def _bare_body(words: list[str], name: str) -> str:
    lines = [NAME.format(name=name) if word == name else f"<p>{word}</p>" for word in words]
    assert lines.count(NAME.format(name=name)) == 1, words
    return "".join(lines)


def _visit_bare_page(stage: Stage, body: str) -> str:
    """Installs a bare page in the phone's profile; its server is dead afterwards."""
    BareSite.page = PAGE.format(body=body)
    server = ThreadingHTTPServer(("127.0.0.1", 0), BareSite)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    context = stage.open_profile("phone")
    page = context.pages[0]
    page.goto(url)
    page.evaluate("() => navigator.serviceWorker.register('/sw.js')")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    context.close()
    server.shutdown()
    server.server_close()
    return url


def _open(stage: Stage, url: str) -> float:
    context = stage.open_profile("phone")
    try:
        page = context.pages[0]
        page.add_init_script(WATCH)
        slow_down(page)
        # The browser's own start is not what is measured.
        page.wait_for_timeout(500)
        # Nothing is evaluated in the page meanwhile: that would take time from it.
        with page.expect_console_message(lambda said: said.text.startswith("seen ")) as said:
            page.goto(url, wait_until="commit")
        return float(said.value.text.removeprefix("seen "))
    finally:
        context.close()
