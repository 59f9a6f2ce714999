"""The notebooks of one client as a web page on this computer: no code shown, nothing from outside.

Voila runs and shows them; its own template fetches fonts and drawings from elsewhere and speaks
English, so ours leaves these out and speaks as the client does, and the header of every answer
forbids the browser to ask another address.
"""

import json
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from smmlab.texts import Language, Words
from smmlab.texts.escaping import for_html

_NAME = "smmlab"
_ONLY_WITH_TOKEN = "smmlab.notebooks.web_access.OnlyWithToken"
_ONLY_HERE = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "connect-src 'self' ws://127.0.0.1:*; frame-ancestors 'self'"
)
_HOUR = 3_600
_PAGE = """\
{%- extends 'voila/templates/lab/index.html.j2' -%}
{%- if nb.cells -%}
  {#- The first heading is what the tab of the browser says. -#}
  {%- set _ = nb.metadata.setdefault("title", nb.cells[0].source.splitlines()[0].strip("# ")) -%}
{%- endif -%}
{%- set voila_process -%}
(step, steps) => window.update_loading_text(
  step, steps, TOLD.replace("{step}", step).replace("{steps}", steps)
)
{%- endset -%}
{%- block notebook_css -%}
{{ resources.include_js("static/voila-style.js") }}
{{ spinner.css() }}
<style>
  .jp-mod-noOutputs.jp-mod-noInput { display: none; }
  /* The page itself is scrolled: a box within it would not hear the keys, nor print whole. */
  html, body, #main, #jp-main-content-panel, #rendered_cells {
    position: static !important; contain: none !important; overflow: visible !important;
    width: auto !important; height: auto !important;
  }
  #rendered_cells { max-width: 76rem; margin: 0 auto; padding: 0 1rem 4rem; }
  /* Tables need the width; lines of text that long are hard to read. */
  #rendered_cells .jp-RenderedMarkdown { max-width: 60rem; }
</style>
{{ super.super() }}
{%- endblock notebook_css -%}
{%- block html_head_js_mermaidjs -%}
{%- endblock html_head_js_mermaidjs -%}
"""
# What is seen until the cells have run; the names are Voila's.
_WAITING = """\
{% macro css() %}
<style>
  #loading { display: flex; justify-content: center; padding: 30vh 1rem 0;
    font: 1.3rem/1.6 system-ui, sans-serif; color: var(--jp-content-font-color1); }
</style>
{% endmacro %}
{% macro html() %}
<div id="loading"><p id="loading_text" role="status">TOLD</p></div>
{% endmacro %}
"""
_PLAIN = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:;base64,=">
<title>{title}</title>
<style>
  :root {{ color-scheme: light dark; }}
  body {{ font: 1.1rem/1.6 system-ui, sans-serif; max-width: 42rem; margin: 3rem auto;
    padding: 0 1rem; }}
  li {{ margin: .4rem 0; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{lead}</p>
{rest}
</main>
</body>
</html>
"""


def write_web_page(
    folder: Path, notebooks: Sequence[Path], *, client: str, language: Language, token: str,
    port: int, lessons: Sequence[Path] = (),
) -> None:  # fmt: skip
    """Write the templates, the plain pages and the settings of one run into a folder of its own.

    Parameters
    ----------
    folder
        Nobody else may read it: the token is in it.
    notebooks
        The client's own copies, in the order of the work.
    client
        Name of the client, for the start page.
    language
        Of all that is not in the notebooks; these are in the language of their copies.
    token
        Without it nothing is served but a sentence on where to find it.
    port
        A free port of this computer.
    lessons
        Those of a student of the course, which then stand first; they lie in a folder of their own
        beside the notebooks.
    """
    template = folder / "voila" / "templates" / _NAME
    template.mkdir(parents=True, exist_ok=True)
    words = Words(language)
    start = _start_page(notebooks, lessons, client, words)
    for name, text in {
        "conf.json": json.dumps({"base_template": "lab"}),
        "index.html.j2": _PAGE.replace("TOLD", json.dumps(_progress(words))),
        "spinner.macro.html.j2": _WAITING.replace("TOLD", for_html(_getting_ready(words))),
        "tree.html": start,
        "tree-lab.html": start,
        "403.html": _refusal(words),
        "error.html": _fault(words),
    }.items():
        (template / name).write_text(text, encoding="utf-8")
    settings = {
        "Voila": {
            "ip": "127.0.0.1",
            "port": port,
            "port_retries": 0,
            "token": token,
            "identity_provider_class": _ONLY_WITH_TOKEN,
            "open_browser": False,
            "mathjax_url": "",
            "tornado_settings": {"headers": {"Content-Security-Policy": _ONLY_HERE}},
        },
        "VoilaConfiguration": {"template": _NAME, "strip_sources": True},
        "VoilaExporter": {"language_code": language},
        # A page that was closed leaves its kernel behind.
        "MappingKernelManager": {"cull_idle_timeout": _HOUR, "cull_interval": 60},
    }
    (folder / "voila.json").write_text(json.dumps(settings, indent=2), encoding="utf-8")


def web_page_command(notebooks_folder: Path) -> list[str]:
    """Return the command that serves a folder of notebooks; its settings come by the environment.

    Examples
    --------
    >>> web_page_command(Path("cafe"))[1:]
    ['-m', 'voila', 'cafe', '--no-browser']
    """
    return [sys.executable, "-m", "voila", str(notebooks_folder), "--no-browser"]


def web_page_environment(folder: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment in which the server finds what `write_web_page` wrote.

    Examples
    --------
    >>> web_page_environment(Path("run"), {})["JUPYTER_CONFIG_PATH"]
    'run'
    """
    found = dict(environment)
    for name in ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH"):
        found[name] = os.pathsep.join(filter(None, (str(folder), environment.get(name))))
    return found


def free_port() -> int:
    """Return a port of this computer on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def is_served(port: int) -> bool:
    """Tell whether somebody listens on a port of this computer."""
    with socket.socket() as caller:
        caller.settimeout(1)
        return caller.connect_ex(("127.0.0.1", port)) == 0


def _start_page(
    notebooks: Sequence[Path], lessons: Sequence[Path], client: str, words: Words
) -> str:
    lead = words.say("The steps to the strategy, in order. Each opens after some seconds.")
    steps = _links(notebooks)
    if not lessons:
        return _plain_page(client, lead, steps, words=words)
    taught = words.say("The lessons of the course, in order. Each opens after some seconds.")
    rest = f"{_links(lessons, f'{lessons[0].parent.name}/')}\n<p>{for_html(lead)}</p>\n{steps}"
    return _plain_page(client, taught, rest, words=words)


def _links(notebooks: Sequence[Path], folder: str = "") -> str:
    """Return a list of links, each named by the heading of its notebook."""
    links = "\n".join(
        f'<li><a href="/voila/render/{for_html(folder + path.name)}">{for_html(_title(path))}</a>'
        "</li>"
        for path in notebooks
    )
    return f"<ul>\n{links}\n</ul>"


def _refusal(words: Words) -> str:
    lead = words.say(
        "The page opens only with its key, the part of the address after “token=”. The whole "
        "address stands in the terminal where smmlab app was started: open the page from there. "
        "After a new start the address is another one."
    )
    return _plain_page(words.say("This address is not complete"), lead, words=words)


def _fault(words: Words) -> str:
    lead = words.say(
        "There is nothing at this address, or the page met a fault. Go back to the steps and open "
        "it again."
    )
    back = for_html(words.say("Back to the steps"))
    title = words.say("This page cannot be shown")
    return _plain_page(title, lead, f'<p><a href="/">{back}</a></p>', words=words)


def _plain_page(title: str, lead: str, rest: str = "", *, words: Words) -> str:
    """Return a page of our own; whatever stands in it, the server fills nothing in."""
    page = _PLAIN.format(
        language=words.language, title=for_html(title), lead=for_html(lead), rest=rest
    )
    return "{% raw %}" + page + "{% endraw %}"


def _getting_ready(words: Words) -> str:
    return words.say("The page is being made ready.")


def _progress(words: Words) -> str:
    """Return a text whose places the browser fills."""
    return words.say(
        "The page is being made ready: {step} of {steps}", step="{step}", steps="{steps}"
    )


def _title(notebook: Path) -> str:
    """Return the first heading of a notebook, else its file name."""
    cells = json.loads(notebook.read_text(encoding="utf-8")).get("cells", [])
    lines = "".join("".join(cell["source"]) for cell in cells[:1]).splitlines()
    title = next((line.lstrip("# ") for line in lines if line.startswith("# ")), "")
    return title or notebook.stem
