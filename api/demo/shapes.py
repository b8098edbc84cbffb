"""What `demo.yaml` must look like. The cells are checked as an import's are."""

from marshmallow import Schema, fields, validate

from api.claims.authorisation import ItemKind
from api.claims.rules import ClaimKind, DocumentKind
from api.complaints.rules import ComplaintTopic
from api.core.actors import Role

CLAIM_STATES = ("announced", "under_assessment", "decided", "paid")


class DemoVisit(Schema):
    """A visit; days count from today."""

    number = fields.String(required=True)
    visited_on = fields.Integer(required=True, strict=True)
    hospital = fields.String(required=True)
    department = fields.String(required=True)
    method = fields.String(required=True)
    benefit = fields.String(required=True)
    total_fen = fields.Integer(required=True, strict=True)
    direct_fen = fields.Integer(strict=True)
    self_pay_fen = fields.Integer(strict=True)
    due_on = fields.Integer(strict=True)
    paid_on = fields.Integer(strict=True)


class DemoItem(Schema):
    """One expense of a claim, as an assessor lists it."""

    name = fields.String(required=True)
    kind = fields.Enum(ItemKind, by_value=True, required=True)
    claimed_fen = fields.Integer(required=True, strict=True)
    covered_fen = fields.Integer(required=True, strict=True)
    reason = fields.String(load_default="")


class DemoClaim(Schema):
    """A claim, and how far it has come; days count from today."""

    state = fields.String(required=True, validate=validate.OneOf(CLAIM_STATES))
    filed = fields.Integer(required=True, strict=True)
    done = fields.Integer(strict=True)
    kind = fields.Enum(ClaimKind, by_value=True, required=True)
    hospital = fields.String(required=True)
    department = fields.String(required=True)
    visited_on = fields.Integer(required=True, strict=True)
    discharged_on = fields.Integer(strict=True)
    diagnosis = fields.String(required=True)
    holder = fields.String(required=True)
    bank = fields.String(required=True)
    invoices = fields.Dict(keys=fields.String(), values=fields.Integer(strict=True), required=True)
    photos = fields.List(fields.Enum(DocumentKind, by_value=True), required=True)
    missing = fields.Integer(load_default=0, strict=True)
    items = fields.List(fields.Nested(DemoItem), load_default=list)
    explanation = fields.String(load_default="")


class DemoComplaint(Schema):
    """A complaint, and how it was answered; days count from today."""

    written = fields.Integer(required=True, strict=True)
    topic = fields.Enum(ComplaintTopic, by_value=True, required=True)
    text = fields.String(required=True)
    wish = fields.String(load_default="")
    answered = fields.Integer(load_default=0, strict=True)
    answer = fields.String()


class DemoPolicy(Schema):
    """A policy with its child and visits; days count from today."""

    policy_number = fields.String(required=True)
    kind = fields.String(required=True)
    child_name = fields.String(required=True)
    child_sex = fields.String()
    birthday = fields.String(required=True)
    child_id_type = fields.String(required=True)
    child_id_number = fields.String(required=True)
    plan = fields.String(required=True)
    starts_on = fields.Integer(required=True, strict=True)
    ends_on = fields.Integer(required=True, strict=True)
    status = fields.String()
    reason = fields.String()
    renews = fields.String()
    used = fields.String()
    visits = fields.List(fields.Nested(DemoVisit), load_default=list)
    claims = fields.List(fields.Nested(DemoClaim), load_default=list)
    complaints = fields.List(fields.Nested(DemoComplaint), load_default=list)


class DemoFamily(Schema):
    """A policyholder and the policies they took out."""

    policyholder_phone = fields.String(required=True)
    policyholder_email = fields.String()
    id_type = fields.String(required=True)
    id_number = fields.String(required=True)
    policies = fields.List(fields.Nested(DemoPolicy), required=True)


class DemoPerson(Schema):
    """Somebody of the service; the name is the login too."""

    name = fields.String(required=True)
    password = fields.String(required=True)
    totp_secret = fields.String(required=True)
    roles = fields.List(fields.Enum(Role, by_value=True), required=True)


class DemoShape(Schema):
    """demo.yaml."""

    families = fields.List(fields.Nested(DemoFamily), required=True)
    staff = fields.List(fields.Nested(DemoPerson), load_default=list)
