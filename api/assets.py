"""The asset pipeline: the app, its styles and data become one folder of files to serve.

`build()` is called where the service starts and by `make build`. What is built is the table in
`api/building/bundles.py`; the steps are in `api/building/assembly.py`.
"""

from api.building.assembly import Built, build
from api.building.failure import BuildError

__all__ = ["BuildError", "Built", "build"]
