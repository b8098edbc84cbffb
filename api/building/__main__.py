"""`make build`: builds the project's own app, with the seed folder of the settings."""

import sys

from api.assets import BuildError, build
from api.settings import BadSetting, read_settings


def main() -> int:
    """Build and say where the files are; on a bad source or setting say which, and return 1."""
    try:
        settings = read_settings()
        built = build(settings.app_dir, settings.seed_dir, settings.build_dir)
    except (BadSetting, BuildError) as problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"Build {built.build} is in {built.root}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
