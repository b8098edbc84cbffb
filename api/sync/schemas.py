"""What a pull asks and answers."""

from marshmallow import EXCLUDE, Schema, fields, validate

MOST_COOKIES = 64


class PullIn(Schema):
    """The app's build, and the cookie of each policy the phone holds."""

    class Meta:
        """A newer app may say more than this server knows."""

        unknown = EXCLUDE

    build = fields.String(required=True, validate=validate.Length(max=64))
    cookies = fields.Dict(
        keys=fields.String(validate=validate.Length(max=64)),
        values=fields.String(validate=validate.Length(max=128)),
        required=True,
        validate=validate.Length(max=MOST_COOKIES),
    )


class PolicyAnswer(Schema):
    """What changed of one policy; or that it is none of this phone's (`gone`)."""

    cookie = fields.String()
    reset = fields.Boolean()
    more = fields.Boolean()
    put = fields.Dict(keys=fields.String(), values=fields.List(fields.Dict()))
    # `del` is a word of Python's own.
    deleted = fields.Dict(keys=fields.String(), values=fields.List(fields.String()), data_key="del")
    gone = fields.Boolean()


class PullOut(Schema):
    """What changed since the cookies, by policy."""

    at = fields.String(required=True)
    min_build = fields.String(required=True)
    policies = fields.Dict(keys=fields.String(), values=fields.Nested(PolicyAnswer), required=True)
