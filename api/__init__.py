"""The Tongka service: an inventory of its parts."""

from collections.abc import Mapping

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from api import data_files, health
from api.assets import Built, build
from api.benefits import cli as benefits_cli
from api.benefits import sync as benefits_sync
from api.building import cli as building_cli
from api.building.desk import read_console
from api.building.listing import read_data, read_listing
from api.building.seeds import read_operator
from api.claims import cli as claims_cli
from api.claims import console as claims_console
from api.claims import payouts_console
from api.claims import sync as claims_sync
from api.complaints import console as complaints_console
from api.complaints import sync as complaints_sync
from api.console import routes as console_routes
from api.console.frame import init_frame
from api.core.clock import Clock, SystemClock
from api.core.crypto import Vault, use_vault
from api.core.db import db, init_database
from api.core.http import TongkaApi, init_http
from api.core.logs import init_logs
from api.core.signatures import Signatures
from api.core.staff_http import init_staff_http
from api.core.synced import Collection, Command
from api.devices import cli as devices_cli
from api.devices import console as devices_console
from api.devices import routes as devices_routes
from api.devices import sync as devices_sync
from api.devices.sessions import load_member
from api.gateways.files import FileStore, make_file_store
from api.gateways.mail import MailGateway, make_mail_gateway
from api.gateways.payments import PaymentGateway, make_payment_gateway
from api.gateways.payments.sandbox import Sandbox
from api.gateways.payments.sandbox.routes import make_cashier
from api.gateways.sms import SmsGateway, make_sms_gateway
from api.hospitals import cli as hospitals_cli
from api.notifications import sync as notifications_sync
from api.passes import routes as passes_routes
from api.payments import console as bills_console
from api.payments import reconcile_console
from api.payments import routes as payments_routes
from api.payments import sync as payments_sync
from api.policies import cli as policies_cli
from api.policies import sync as policies_sync
from api.settings import BadSetting, Settings
from api.shell import init_shell
from api.staff import audit_cli, audit_console
from api.staff import cli as staff_cli
from api.staff import console as staff_console
from api.staff.signing_in import load_actor
from api.sync import routes as sync_routes
from api.uploads import console as uploads_console
from api.uploads import file_routes
from api.uploads import routes as uploads_routes
from api.vaccines import sync as vaccines_sync
from api.visits import cli as visits_cli
from api.visits import sync as visits_sync
from api.wiring import Seeds, Services

# What the service itself reads of the seed folder; the rest is for phones.
SEEDS = ("plans", "consents", "hospitals", "vaccines")
ROUTES = (
    devices_routes,
    uploads_routes,
    file_routes,
    payments_routes,
    passes_routes,
    sync_routes,
    data_files,
)
# The doors of the console; their entries stand in its top bar in this order.
DESKS = (
    console_routes,
    claims_console,
    payouts_console,
    bills_console,
    reconcile_console,
    complaints_console,
    devices_console,
    uploads_console,
    audit_console,
    staff_console,
)
COMMAND_LINES = (
    policies_cli,
    devices_cli,
    benefits_cli,
    visits_cli,
    claims_cli,
    hospitals_cli,
    building_cli,
    staff_cli,
    audit_cli,
)


def collections(seeds: Seeds) -> tuple[Collection, ...]:
    """What phones pull, in the order of their need: the card first."""
    plan_names = {code: plan["name"] for code, plan in seeds["plans"]["plans"].items()}
    return (
        *policies_sync.collections(plan_names),
        *benefits_sync.COLLECTIONS,
        *visits_sync.COLLECTIONS,
        *vaccines_sync.COLLECTIONS,
        *claims_sync.COLLECTIONS,
        *payments_sync.COLLECTIONS,
        *complaints_sync.COLLECTIONS,
        *notifications_sync.COLLECTIONS,
    )


def commands(seeds: Seeds) -> tuple[Command, ...]:
    """What phones may send."""
    return (
        *devices_sync.COMMANDS,
        *vaccines_sync.commands(seeds["vaccines"]),
        *claims_sync.commands(seeds),
        *payments_sync.COMMANDS,
        *complaints_sync.commands(seeds),
    )


def create_app(settings: Settings, clock: Clock | None = None) -> Flask:
    """The service with these settings; a test hands over its own clock.

    Raises BuildError where the app or its seed folder can't be built, BadSetting for a setting.
    """
    init_logs()
    clock = clock or SystemClock(settings.now_offset)
    built = build(settings.app_dir, settings.seed_dir, settings.build_dir)
    seeds = {**read_data(built.root, SEEDS), "operator": read_operator(settings.seed_dir)}
    use_vault(Vault(settings.sign_keys, settings.data_keys))
    settings.var_dir.mkdir(parents=True, exist_ok=True)

    app = Flask(__name__, static_folder=None)
    _configure(app, settings, built, seeds)
    init_database(app)
    app.extensions["member_loader"] = lambda sent: load_member(db.session(), sent, clock.now())
    app.extensions["staff_loader"] = lambda sent: load_actor(db.session(), sent, clock.now())
    app.extensions["tongka"] = Services(
        settings=settings,
        clock=clock,
        sms=_sms_gateway(settings, clock),
        mail=_mail_gateway(settings, clock),
        files=_file_store(settings),
        payments=_payment_gateways(app, settings, clock),
        signatures=Signatures(settings.pass_keys),
        seeds=seeds,
        collections=collections(seeds),
        commands=commands(seeds),
        work=tuple(source for desk in DESKS for source in getattr(desk, "WORK", ())),
        nav=tuple(entry for desk in DESKS for entry in getattr(desk, "NAV", ())),
        verbs={verb: said for desk in DESKS for verb, said in getattr(desk, "VERBS", {}).items()},
    )
    init_http(app)
    init_staff_http(app, [key.hex() for key in settings.sign_keys.derive("console forms")])
    init_frame(app)
    _open_doors(app)
    init_shell(app, built, https=settings.secure)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        proxied = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
        app.wsgi_app = proxied  # type: ignore[method-assign] # Flask's own way to wrap it
    return app


def _configure(app: Flask, settings: Settings, built: Built, seeds: Seeds) -> None:
    app.config.from_mapping(
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SESSION_COOKIE_SECURE=settings.secure,
        ORIGIN=settings.origin,
        BUILD=built.build,
        DATA=read_listing(built.root),
        CONSOLE=read_console(built.root),
        DEMO=settings.demo,
        HOTLINE=seeds["operator"]["hotline"],
        MAX_CONTENT_LENGTH=256 * 1024,
        API_TITLE="Tongka",
        API_VERSION="1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api",
        OPENAPI_JSON_PATH="openapi.json",
    )


def _open_doors(app: Flask) -> None:
    api = TongkaApi(app)
    for door in ROUTES:
        api.register_blueprint(door.blueprint)
    api.register_blueprint(payments_routes.callbacks)
    services: Services = app.extensions["tongka"]
    for shape in (
        *(each.shape for each in services.collections),
        *(each.args for each in services.commands),
    ):
        api.spec.components.schema(shape.__name__, schema=shape)
    for desk in DESKS:
        app.register_blueprint(desk.blueprint)
    app.register_blueprint(health.blueprint)
    for gateway in services.payments.values():
        if isinstance(gateway, Sandbox):
            app.register_blueprint(make_cashier(gateway, https=services.settings.secure))
    for door in COMMAND_LINES:
        app.cli.add_command(door.group)


def _sms_gateway(settings: Settings, clock: Clock) -> SmsGateway:
    try:
        return make_sms_gateway(settings.sms_url, settings.var_dir / "outbox", clock)
    except ValueError as error:
        raise BadSetting(str(error)) from error


def _mail_gateway(settings: Settings, clock: Clock) -> MailGateway:
    try:
        return make_mail_gateway(settings.mail_url, settings.var_dir / "outbox", clock)
    except ValueError as error:
        raise BadSetting(str(error)) from error


def _file_store(settings: Settings) -> FileStore:
    try:
        return make_file_store(settings.files_url)
    except ValueError as error:
        raise BadSetting(str(error)) from error


def _payment_gateways(app: Flask, settings: Settings, clock: Clock) -> Mapping[str, PaymentGateway]:
    keys = settings.sign_keys.derive("sandbox callbacks")
    with app.app_context():
        engine = db.engine
    try:
        gateway = make_payment_gateway(settings.payments_url, clock, engine, keys, settings.origin)
    except ValueError as error:
        raise BadSetting(str(error)) from error
    return {gateway.name: gateway}
