"""The service's web processes without its jobs: `python -m bench.web`."""

from api import create_app
from api.settings import read_settings
from api.web import Web

if __name__ == "__main__":
    settings = read_settings()
    Web(create_app(settings), settings.port).run()
