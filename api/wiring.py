"""What `create_app` hands to the doors."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app

from api.core.clock import Clock
from api.core.signatures import Signatures
from api.core.synced import Collection, Command
from api.core.work import NavEntry, WorkSource
from api.gateways.files import FileStore
from api.gateways.mail import MailGateway
from api.gateways.payments import PaymentGateway
from api.gateways.sms import SmsGateway
from api.settings import Settings

# The oldest generation of the app that this server still understands; a build id begins with
# its generation.
MIN_BUILD = "1"

# The checked seed files by name: plans, operator, consents, hospitals, vaccines.
Seeds = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Services:
    """The app's settings, clock, gateways, signatures of passes, seed texts, what phones pull and
    push, and what the console draws."""

    settings: Settings
    clock: Clock
    sms: SmsGateway
    mail: MailGateway
    files: FileStore
    # By name; new orders go to the first.
    payments: Mapping[str, PaymentGateway]
    signatures: Signatures
    seeds: Seeds
    collections: tuple[Collection, ...]
    commands: tuple[Command, ...]
    work: tuple[WorkSource, ...]
    nav: tuple[NavEntry, ...]
    verbs: Mapping[str, str]

    @property
    def consent_versions(self) -> tuple[str, str]:
        """The versions of the privacy policy and of the guardian's consent in force."""
        consents = self.seeds["consents"]
        return consents["privacy"]["version"], consents["guardian"]["version"]


def services() -> Services:
    """The services of the app that answers."""
    found: Services = current_app.extensions["tongka"]
    return found
