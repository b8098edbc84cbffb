"""What a pull and a push ask and answer."""

from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load, validate

from api.core.words import flat_fields
from api.sync.rules import MOST_COMMANDS, CommandStatus, Malformed, Sent

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


_UUID = r"\A[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z"
_IS_ID = validate.Regexp(_UUID, error="Not a valid UUID.")


class CommandIn(Schema):
    """One command: `id` is the phone's own; `args` has the shape that SYNC.md names."""

    class Meta:
        """A newer app may say more than this server knows."""

        unknown = EXCLUDE

    id = fields.String(required=True, validate=_IS_ID)
    policy_id = fields.String(required=True, validate=_IS_ID)
    name = fields.String(required=True, validate=validate.Length(1, 64))
    version = fields.Integer(required=True, strict=True, validate=validate.Range(1, 1000))
    args = fields.Dict(keys=fields.String(), required=True)
    made_at = fields.AwareDateTime(required=True, format="iso")
    after = fields.List(
        fields.String(validate=_IS_ID),
        load_default=list,
        validate=validate.Length(max=MOST_COMMANDS),
    )

    @post_load
    def makes_a_command(self, said: dict[str, Any], **_: Any) -> Sent:
        """What the push takes."""
        return Sent(**said)


class EachByItself(fields.Nested):
    """One of a list: a malformed one becomes `Malformed` and doesn't spoil the others."""

    def deserialize(self, value: Any, *where: Any, **options: Any) -> Any:
        try:
            return super().deserialize(value, *where, **options)
        except ValidationError as error:
            said = value.get("id") if isinstance(value, dict) else None
            return Malformed(str(said or "")[:64], flat_fields({"command": error.messages}))


class PushIn(Schema):
    """The app's build, and commands in the order in which the phone made them."""

    class Meta:
        """A newer app may say more than this server knows."""

        unknown = EXCLUDE

    build = fields.String(required=True, validate=validate.Length(max=64))
    commands = fields.List(
        EachByItself(CommandIn), required=True, validate=validate.Length(max=MOST_COMMANDS)
    )


class CommandAnswer(Schema):
    """What became of one command.

    `done` says `receipt` and `result`; `rejected` `code`, `message`, `hint` and `fields`;
    `later` only `code`.
    """

    id = fields.String(required=True)
    status = fields.Enum(CommandStatus, by_value=True, required=True)
    receipt = fields.String()
    result = fields.Dict()
    code = fields.String()
    message = fields.String()
    hint = fields.String()
    about_fields = fields.Dict(
        keys=fields.String(), values=fields.List(fields.String()), data_key="fields"
    )


class PushOut(Schema):
    """The answer to each command, in the order they were sent."""

    at = fields.String(required=True)
    min_build = fields.String(required=True)
    results = fields.List(fields.Nested(CommandAnswer), required=True)
