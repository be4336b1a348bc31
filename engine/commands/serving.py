"""The command ``serve``: the questionnaire and the plan in a browser, and as JSON over HTTP."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from .language import listener
from .options import RulesOption, option
from .output import note


def serve(
    rules: RulesOption = None,
    host: Annotated[
        str, typer.Option("--host", metavar="HOST", help="The address to listen on.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="The port; 0 for any.")
    ] = 8000,
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", min=1, max=64, help="How many processes.")
    ] = 1,
    allow_host: Annotated[
        list[str] | None,
        option("--allow-host", "NAME", "A name under which people reach it. May be repeated."),
    ] = None,
    cors: Annotated[
        list[str] | None,
        option(
            "--cors", "ORIGIN", "A site whose pages may use the JSON interface. May be repeated."
        ),
    ] = None,
    rate: Annotated[
        float,
        typer.Option(
            "--rate",
            metavar="N",
            min=0,
            help="Requests a second that one address may make; 0 for any number.",
        ),
    ] = 20,
    proxy: Annotated[
        str, option("--proxy", "ADDRESS", "The proxy in front, whose word on who asks is taken.")
    ] = "",
    browser: Annotated[
        bool, typer.Option("--open", help="Open the pages in this computer's browser.")
    ] = False,
) -> None:
    """Serve the questionnaire and the plan as web pages.

    Nothing that people answer is stored.
    """
    try:
        from ..web.serving import serve
    except ImportError as error:
        from ..wording.refusals import Refusal, saying

        raise Refusal(saying("serve.no_extra", name=error.name or str(error))) from None
    from ..web.settings import Settings, checked_settings

    settings = checked_settings(
        Settings(rules=None if rules is None else str(Path(rules).absolute()), rate=rate),
        host,
        allow_host or (),
        cors or (),
        proxy,
    )

    def ready(address: str) -> None:
        from ..wording.phrases import phrase

        note(phrase(listener(), "serve.ready", address=address))
        if browser:
            webbrowser.open(address)

    serve(settings, host, port, workers, proxy, ready)
