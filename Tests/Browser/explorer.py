"""An explorer's page in the browser: opening it, going about in it, and what it must not do meanwhile."""
from urllib.parse import unquote, urlsplit

VIEWS = ["map", "wall", "curves", "table", "run", "compare"]

# Two frames: the page draws once a frame after a change; then a little, for pictures that are decoded.
SETTLE = """() => new Promise((done) => {
  const after = (frames) => (frames ? requestAnimationFrame(() => after(frames - 1)) : setTimeout(done, 30));
  after(3);
})"""

# What a reader has before their eyes: words, choices, ticks, sliders, and the ink of pictures.
SUMMARY = """() => {
  const root = document.getElementById("view");
  const seen = (node) => node.getClientRects().length > 0;
  const ink = (canvas) => {
    if (canvas.width < 2) return "";
    const bytes = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    let sum = 0;
    for (let at = 0; at < bytes.length; at += 1) sum = (sum * 31 + bytes[at]) % 1000003;
    return `${canvas.width}x${canvas.height} ${sum}`;
  };
  return {
    title: document.title,
    shown: document.getElementById("shown").textContent,
    filter: document.getElementById("filter-field").value,
    chips: [...document.querySelectorAll(".chip")].map((chip) => chip.textContent),
    words: root.innerText.replace(/\\s+/g, " "),
    choices: [...root.querySelectorAll("select")].filter(seen).map((menu) => `${menu.id} ${menu.value}`),
    ticks: [...root.querySelectorAll("input[type=checkbox]")].filter(seen).map((box) => `${box.id} ${box.checked}`),
    sliders: [...root.querySelectorAll("input[type=range]")].filter(seen).map((track) => `${track.id} ${track.value}`),
    fills: [...root.querySelectorAll(".map-cell")].map((cell) => `${cell.getAttribute("aria-label")} ${cell.firstElementChild.getAttribute("fill")}`),
    lines: [...root.querySelectorAll("svg.plot path")].map((path) => path.getAttribute("d")),
    ink: [...root.querySelectorAll("canvas")].filter(seen).map(ink),
  };
}"""


class Explorer:
    """A page of the program in a context of its own; `page` is Playwright's."""

    def __init__(self, browser, data, hash="", width=1440, height=900, **options):
        self.data = data
        self.errors, self.requests, self.dialogs = [], [], []
        self.context = browser.new_context(viewport={"width": width, "height": height}, **options)
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", self._dismiss)
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(data.url + (f"#{hash}" if hash else ""))
        if options.get("java_script_enabled", True):
            self.page.wait_for_selector("html.ready", state="attached")
            self.settle()

    def _heard(self, said):
        # That these tests read canvases again and again is no fault of the page.
        if said.type in ("error", "warning") and "willReadFrequently" not in said.text:
            self.errors.append(said.text)

    def _dismiss(self, dialog):
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def close(self):
        self.context.close()

    def foreign_requests(self):
        """What was asked for beside the page, its parts, and data that it holds itself."""
        own = {str(self.data.path)}
        folder = f"{self.data.beside}/" if self.data.beside else None

        def is_own(url):
            parts = urlsplit(url)
            path = unquote(parts.path)
            return parts.scheme in ("data", "blob") or (
                parts.scheme == "file" and (path in own or (folder is not None and path.startswith(folder))))

        return [url for url in self.requests if not is_own(url)]

    def check_quiet(self):
        """Whether the page kept still: no errors, no dialogs, no request that leaves it."""
        assert self.errors == []
        assert self.dialogs == []
        assert self.foreign_requests() == []

    def settle(self):
        self.page.evaluate(SETTLE)

    def locator(self, selector, **options):
        return self.page.locator(selector, **options)

    def view(self, name):
        """Opens a view by its tab."""
        self.page.click(f"#tab-{name}")
        self.settle()

    def choose(self, identifier, value):
        self.page.select_option(f"#{identifier}", value)
        self.settle()

    def filter(self, words):
        """Types a filter."""
        self.page.fill("#filter-field", words)
        self.page.press("#filter-field", "Enter")
        self.settle()

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.settle()

    def focused(self):
        """The identifier of what has the focus."""
        return self.page.evaluate("document.activeElement?.id ?? ''")

    def hash(self):
        """The address's hash, when it has been written."""
        # The page writes it a little after a change; its own clock says when that is over.
        self.page.evaluate("() => new Promise((done) => setTimeout(done, 200))")
        return urlsplit(self.page.url).fragment

    def parameters(self):
        """The hash as a dictionary of texts."""
        pairs = (pair.split("=", 1) for pair in self.hash().split("&") if "=" in pair)
        return {key: unquote(value) for key, value in pairs}

    def go(self, hash):
        """Changes the hash, as a user does who types it."""
        self.page.evaluate("(hash) => { location.hash = hash; }", hash)
        self.settle()

    def summary(self):
        """What is seen, once it no longer changes: pictures come after the words."""
        before = None
        for _ in range(40):
            now = self.page.evaluate(SUMMARY)
            if now == before:
                return now
            before = now
            self.page.wait_for_timeout(120)
        raise AssertionError("the page does not come to rest")

    def save(self, identifier):
        """The file that a button gives, as {name, bytes}."""
        with self.page.expect_download() as waiting:
            self.page.click(f"#{identifier}")
        download = waiting.value
        return download.suggested_filename, open(download.path(), "rb").read()

    def copied(self, identifier):
        """The text that a button puts on the clipboard: pasted into a field, as a user would."""
        self.page.click(f"#{identifier}")
        self.settle()
        self.page.evaluate("""() => {
          const field = document.createElement("textarea");
          field.id = "paste-here";
          document.body.append(field);
          field.focus();
        }""")
        self.page.keyboard.press("Control+V")
        text = self.page.input_value("#paste-here")
        self.page.evaluate("document.getElementById('paste-here').remove()")
        return text
