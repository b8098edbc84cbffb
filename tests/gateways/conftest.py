"""What the tests of payment gateways share."""

from tests.gateways.cashier import listener, sandbox, second

__all__ = ["listener", "sandbox", "second"]
