"""`sammachip serve`: the dashboard, on the example store when there is no real one."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from dashboard.messages import say

LOCAL = ("127.0.0.1", "localhost", "::1")
# glibc makes up to eight heaps for each processor; threads that come and go leave holes in them, which stay
HEAPS = {"MALLOC_ARENA_MAX": "4"}


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Declare the command and its options."""
    words = say(language, "command.serve")
    parser = subparsers.add_parser("serve", help=words, description=words, parents=[common])
    parser.add_argument("--host", help=say(language, "command.serve.host"))
    parser.add_argument("--port", type=int, help=say(language, "command.serve.port"))
    parser.add_argument("--open-to-network", action="store_true", help=say(language, "command.serve.open"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make the example store when there is nothing to show, then hand over to the server."""
    from dashboard.errors import ListensBeyondThisMachine
    from dashboard.settings import ROOT

    settings, language = args.settings, args.settings.language
    host, port = args.host or settings.host, args.port or settings.port
    if host not in LOCAL and settings.sign_in == "none" and not args.open_to_network:
        raise ListensBeyondThisMachine(host=host)
    _make_sure_there_is_a_store(args)
    print(
        say(language, "serve.address", address=f"http://{'localhost' if host in LOCAL else host}:{port}"),
        flush=True,
    )
    environment = {**HEAPS, **os.environ, "SAMMACHIP_LANGUAGE": language}
    if settings.store:
        environment["SAMMACHIP_STORE"] = str(settings.store.resolve())
    os.chdir(ROOT)  # the server reads .streamlit/config.toml from where it runs
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard" / "serving.py"),
               "--server.address", host, "--server.port", str(port)]  # fmt: skip
    if os.name == "nt":
        import subprocess

        return subprocess.call(command, env=environment)  # noqa: S603 - our own interpreter and script
    os.execve(sys.executable, command, environment)  # noqa: S606 - the server takes this process's place


def _make_sure_there_is_a_store(args: argparse.Namespace) -> None:
    from dashboard.store import store_for_reading

    if store_for_reading(args.settings).newest() is None and args.settings.store is None:
        from dashboard.commands import demo

        print(say(args.settings.language, "serve.first_start"), file=sys.stderr, flush=True)
        demo.run(
            argparse.Namespace(settings=args.settings, provinces=demo.DEFAULT_PROVINCES, scale="example", seed=2560)
        )
