"""Which data files there are now: what a phone fetches apart from the app."""

from flask import Response, current_app, jsonify
from marshmallow import Schema, fields

from api.core import http

blueprint = http.member_blueprint("data_files", public=frozenset({"list_data_files"}))


class FileOut(Schema):
    """Where a file lies, and its Subresource Integrity value."""

    url = fields.String(required=True)
    integrity = fields.String(required=True)


class DataFileOut(FileOut):
    """A data file; `patches` lead to it from earlier versions, by their URL."""

    patches = fields.Dict(keys=fields.String(), values=fields.Nested(FileOut), required=True)


class DataFilesOut(Schema):
    """The version of the data as a whole, and its files by name."""

    version = fields.String(required=True)
    files = fields.Dict(keys=fields.String(), values=fields.Nested(DataFileOut), required=True)


@blueprint.get("/data")
@blueprint.response(200, DataFilesOut)
def list_data_files() -> Response:
    """The data files of this version; every answer of the API names it in `Tongka-Data`."""
    return jsonify(current_app.config["DATA"])
