"""The clock of a phone, which may be set to anything."""

from datetime import timedelta

from tests.browser.phone import Phone
from tests.browser.service import Service


def set_clock(phone: Phone, off: timedelta) -> None:
    """From the next page on the phone's clock is off by so much more; its worker's is not."""
    ms = off / timedelta(milliseconds=1)
    phone.run_first(
        f"(() => {{ const before = Date.now; Date.now = () => before() + {ms:.0f}; }})()"
    )


def set_right(phone: Phone, service: Service) -> None:
    """Sets the phone's clock to the service's, which other tests may have moved."""
    set_clock(phone, service.ahead)
