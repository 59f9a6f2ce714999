"""The verb that shows the notebooks as a web page on this computer."""

import os
import secrets
import signal
import subprocess
import tempfile
import time
import webbrowser
from pathlib import Path

import click

from smmlab.cli.session import PROBLEM, as_json_option, folder_argument, notebooks_of, print_json
from smmlab.errors import ProjectError
from smmlab.texts import message

_PATIENCE = 60  # seconds for the server to start


@click.command()
@folder_argument
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@as_json_option
@click.pass_context
def app(ctx: click.Context, folder: Path, *, no_browser: bool, as_json: bool) -> None:
    """Show the notebooks of a client as a web page on this computer, without their code."""
    from smmlab.course.enrolment import ENROLMENT_FILE
    from smmlab.notebooks.web_page import (
        free_port,
        web_page_command,
        web_page_environment,
        write_web_page,
    )

    project = ctx.obj.open(folder)
    notebooks = notebooks_of(project)
    is_student = (project.folder / ENROLMENT_FILE).is_file()
    lessons = sorted((project.notebooks_folder / "course").glob("*.ipynb")) if is_student else []
    port, token = free_port(), secrets.token_urlsafe(24)
    address = f"http://127.0.0.1:{port}/?token={token}"
    with tempfile.TemporaryDirectory(prefix="smmlab-app-") as name:
        private = Path(name)
        write_web_page(
            private, notebooks, client=project.brief.name, language=project.brief.language,
            token=token, port=port, lessons=lessons,
        )  # fmt: skip
        server = subprocess.Popen(
            web_page_command(project.notebooks_folder),
            env=web_page_environment(private, os.environ),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        # Who ends this program by a signal ends the server too.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            _wait_until_served(server, port)
            if as_json:
                print_json({"address": address})
            else:
                click.echo(
                    ctx.obj.words.say("The page is at {address}. Ctrl-C ends it.", address=address)
                )
            if not no_browser:
                webbrowser.open(address)
            code = server.wait()
        except KeyboardInterrupt:
            code = 0
        finally:
            server.terminate()
            server.wait()
    ctx.exit(PROBLEM if code else 0)


def _wait_until_served(server: "subprocess.Popen[bytes]", port: int) -> None:
    from smmlab.notebooks.web_page import is_served

    until = time.monotonic() + _PATIENCE
    while not is_served(port):
        if server.poll() is not None or time.monotonic() > until:
            raise ProjectError(
                message("The page did not start in {seconds} seconds. Start it again."),
                {"seconds": _PATIENCE},
            )
        time.sleep(0.2)
