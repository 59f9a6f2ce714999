"""The notebooks of one client as a web page on this computer: no code shown, nothing from outside.

Voila runs and shows them; its own template fetches fonts and drawings from elsewhere, so ours
leaves these out, and the header of every answer forbids the browser to ask another address.
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
_ONLY_HERE = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "connect-src 'self' ws://127.0.0.1:*; frame-ancestors 'self'"
)
_HOUR = 3_600
_PAGE = """\
{%- extends 'voila/templates/lab/index.html.j2' -%}
{%- block notebook_css -%}
{{ resources.include_js("static/voila-style.js") }}
{{ spinner.css() }}
<style>
  .jp-mod-noOutputs.jp-mod-noInput { display: none; }
  #rendered_cells { max-width: 62rem; margin: 0 auto; padding: 0 1rem 4rem; }
</style>
{{ super.super() }}
{%- endblock notebook_css -%}
{%- block html_head_js_mermaidjs -%}
{%- endblock html_head_js_mermaidjs -%}
"""
_START = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:;base64,=">
<title>{client}</title>
<style>
  :root {{ color-scheme: light dark; }}
  body {{ font: 1.1rem/1.6 system-ui, sans-serif; max-width: 42rem; margin: 3rem auto;
    padding: 0 1rem; }}
  li {{ margin: .4rem 0; }}
</style>
</head>
<body>
<main>
<h1>{client}</h1>
<p>{lead}</p>
<ul>
{steps}
</ul>
</main>
</body>
</html>
"""


def write_web_page(
    folder: Path, notebooks: Sequence[Path], *, client: str, language: Language, token: str,
    port: int,
) -> None:  # fmt: skip
    """Write the template, the start page and the settings of one run into a folder of its own.

    Parameters
    ----------
    folder
        Nobody else may read it: the token is in it.
    notebooks
        The client's own copies, in the order of the work.
    client
        Name of the client, for the start page.
    language
        Of the start page; the notebooks are in the language of their copies.
    token
        Without it nothing is served.
    port
        A free port of this computer.
    """
    template = folder / "voila" / "templates" / _NAME
    template.mkdir(parents=True, exist_ok=True)
    start = "{% raw %}" + _start_page(notebooks, client, language) + "{% endraw %}"
    for name, text in {
        "conf.json": json.dumps({"base_template": "lab"}),
        "index.html.j2": _PAGE,
        "tree.html": start,
        "tree-lab.html": start,
    }.items():
        (template / name).write_text(text, encoding="utf-8")
    settings = {
        "Voila": {
            "ip": "127.0.0.1",
            "port": port,
            "port_retries": 0,
            "token": token,
            "open_browser": False,
            "mathjax_url": "",
            "tornado_settings": {"headers": {"Content-Security-Policy": _ONLY_HERE}},
        },
        "VoilaConfiguration": {"template": _NAME, "strip_sources": True},
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


def _start_page(notebooks: Sequence[Path], client: str, language: Language) -> str:
    words = Words(language)
    steps = "\n".join(
        f'<li><a href="/voila/render/{for_html(path.name)}">{for_html(_title(path))}</a></li>'
        for path in notebooks
    )
    lead = words.say("The steps to the strategy, in order. Each opens after some seconds.")
    return _START.format(
        language=language, client=for_html(client), lead=for_html(lead), steps=steps
    )


def _title(notebook: Path) -> str:
    """Return the first heading of a notebook, else its file name."""
    cells = json.loads(notebook.read_text(encoding="utf-8")).get("cells", [])
    lines = "".join("".join(cell["source"]) for cell in cells[:1]).splitlines()
    title = next((line.lstrip("# ") for line in lines if line.startswith("# ")), "")
    return title or notebook.stem
