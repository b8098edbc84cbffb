"""Starts the service: migrates, loads the demo families if asked, then web and jobs.

Imported, it holds the WSGI `app` for gunicorn and for `flask …`.
"""

import socket
import subprocess
import sys
from datetime import datetime

import flask_migrate
from flask import Flask

from api import create_app
from api.core.db import db
from api.demo.loading import describe_demo, load_demo
from api.settings import ROOT, BadSetting, Settings, read_settings
from api.starting import or_one_sentence, warn_of_sandbox
from api.web import Web


def prepare(app: Flask, settings: Settings) -> None:
    """Brings the database to the newest schema and loads the demo families if asked."""
    with app.app_context():
        flask_migrate.upgrade(directory=str(ROOT / "migrations"))
        if settings.demo:
            services = app.extensions["tongka"]
            here = services.seeds, services.files, services.clock.now()
            load_demo(db.session(), settings.seed_dir, *here)
            db.session.commit()
        db.engine.dispose()


def greet(settings: Settings, now: datetime) -> None:
    """Says where the service is, whom the demo can bind, and where codes appear."""
    print(f"\nTongka 童卡: {settings.public_url}\n")
    if settings.demo:
        print(describe_demo(settings.seed_dir, now), end="\n\n")
    if settings.sms_url.startswith("console:"):
        log = settings.var_dir / "outbox" / "sms.log"
        print(f"Codes appear here and in {log}.\nStop with Ctrl+C.\n")


def main() -> None:
    """Serves until it is stopped; ends with one sentence where it can't start."""
    settings = read_settings()
    _must_be_free(settings.port)
    app = create_app(settings)
    prepare(app, settings)
    warn_of_sandbox(settings)
    greet(settings, app.extensions["tongka"].clock.now())
    sys.stdout.flush()
    jobs = subprocess.Popen([sys.executable, "-m", "api.jobs"], cwd=ROOT)
    try:
        Web(app, settings.port).run()
    finally:
        jobs.terminate()
        jobs.wait()


def _must_be_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise BadSetting(f"Port {port} is taken; choose another with PORT=….") from error


if __name__ == "__main__":
    or_one_sentence(main)
else:
    app = or_one_sentence(lambda: create_app(read_settings()))
