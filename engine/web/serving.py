"""Serving: the socket, the workers and what is said when they start.

Owns the server. What is served is :mod:`engine.web.app`.
"""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable

import uvicorn
from uvicorn.supervisors import Multiprocess

from .. import Refusal, Saying, open_rulebook
from ..wording.refusals import saying
from .app import application
from .settings import VARIABLE, Settings

GRACE_SECONDS = 5
HANGS_SECONDS = 60
"""How long a worker may be silent. On a machine with too much to do that is long, and a worker
that is killed for it takes its people's requests along and starts cold."""
_HERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}
"""Where a browser on this machine finds what listens at every address."""


def serve(
    settings: Settings,
    host: str,
    port: int,
    workers: int,
    proxies: str,
    ready: Callable[[str], None],
) -> None:
    """Serve until the process is told to stop. ``ready`` is told the address once it is open.

    Raises :class:`~engine.Refusal` where the address cannot be used, and what opening the
    rulebook raises: nothing is served then.
    """
    opened = open_rulebook(settings.rules)
    listening = _listen(host, port)
    os.environ[VARIABLE] = settings.spelled()
    alone = workers == 1
    config = uvicorn.Config(
        application(opened, settings, warm=True)
        if alone
        else f"{__package__}.app:from_environment",
        factory=not alone,
        workers=workers,
        access_log=False,
        log_level="warning",
        server_header=False,
        http="h11",
        ws="none",
        lifespan="off",
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies or None,
        timeout_keep_alive=GRACE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_worker_healthcheck=HANGS_SECONDS,
    )
    server = uvicorn.Server(config)
    shown = _HERE.get(host, f"[{host}]" if ":" in host else host)
    ready(f"http://{shown}:{listening.getsockname()[1]}/")
    try:
        if alone:
            server.run(sockets=[listening])
        else:
            Multiprocess(config, sockets=[listening]).run()
    finally:
        listening.close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(1024)
    except (OSError, UnicodeError) as error:
        raise Refusal(*_why_not(error, host, port)) from None
    listening.set_inheritable(True)
    return listening


def _why_not(error: Exception, host: str, port: int) -> tuple[Saying, ...]:
    number = getattr(error, "errno", None)
    if isinstance(error, socket.gaierror | UnicodeError):
        return (saying("serve.no_such_host", host=host),)
    if number == errno.EADDRNOTAVAIL:
        return (saying("serve.not_of_this_machine", host=host),)
    if number == errno.EADDRINUSE:
        return (saying("serve.port_in_use", port=port),)
    if number == errno.EACCES:
        return (saying("serve.port_not_allowed", port=port),)
    return (saying("serve.no_address", host=host, port=port, reason=str(error)),)
