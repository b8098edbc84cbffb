"""Fills a database with as many families as wanted, by SQL that runs inside it.

Every family has one policyholder, child, policy, balance, visit, phone, session and binding. Ids
rise as UUIDv7 do; hashes are scattered as real ones are. Nobody can open its sealed values.
"""

import hashlib

import sqlalchemy as sa
from flask import Flask

from api.core.db import db

# One statement makes every row of a table; {n} counts families.
_SERIES = """WITH RECURSIVE family(n) AS (
    SELECT {first} UNION ALL SELECT n + 1 FROM family WHERE n < {last}
)"""
_TABLES = {
    "policyholders": """(id, id_type, id_number_sealed, id_number_index, phone_sealed,
        phone_index) SELECT {id1}, 'mainland_id', {sealed}, {hash:'holder' || n}, {sealed},
        {hash:'phone' || n}""",
    "children": """(id, name, sex, birthday, id_type, id_number_sealed, id_number_index)
        SELECT {id2}, '林小满', 'girl', '2022-05-21', 'birth_certificate', {sealed},
        {hash:'child' || n}""",
    "policies": """(id, number, number_last4, kind, plan, policyholder_id, child_id, starts_on,
        ends_on, status, reason_note, demo, rev, row_rev)
        SELECT {id3}, 'TK' || {digits}, substr({digits}, 9), 'individual', 'chengzhang', {id1},
        {id2}, '2026-01-01', '2026-12-31', 'active', '', {false}, 3, 1""",
    "benefit_balances": """(id, benefit, used_fen, reviewing_fen, used_count, reviewing_count,
        policy_id, rev) SELECT {id4}, 'outpatient', 111400, 0, 1, 0, {id3}, 3""",
    "visits": """(id, number, hospital, department, visited_on, method, benefit, total_fen,
        direct_fen, self_pay_fen, policy_id, rev)
        SELECT {id5}, 'JZ' || {digits}, '上海市儿童医院', '儿科', '2026-02-14', 'direct',
        'outpatient', 124000, 111400, 12600, {id3}, 2""",
    "devices": "(id, created_at, last_contact_at) SELECT {id6}, {now}, {now}",
    "device_sessions": """(token_hash, device_id, created_at, expires_at)
        SELECT {hash:'token' || n}, {id6}, {now}, {later}""",
    "bindings": """(id, device_id, policy_id, name, bound_at)
        SELECT {id7}, {id6}, {id3}, '妈妈的手机', {now}""",
}


def fill(app: Flask, first: int, last: int) -> None:
    """Adds the families numbered `first` to `last`; `token_of` says how their phones sign in."""
    with app.app_context(), db.engine.connect() as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        if on_sqlite:
            _hurry(connection)
        for table, select in _TABLES.items():
            series = _SERIES.format(first=first, last=last)
            rows = _written(select, on_sqlite)
            insert = f"INSERT INTO {table} {rows} FROM family"
            columns, _, query = insert.partition(" SELECT ")
            connection.exec_driver_sql(f"{columns} {series} SELECT {query}")
        connection.commit()
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    with app.app_context():
        db.engine.dispose()


def token_of(family: int) -> str:
    """The session token of a family's phone."""
    return f"token{family}"


def _hurry(connection: sa.Connection) -> None:
    """Lets SQLite hash, and fill without waiting for the disk; only for this connection."""
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.create_function("sha256_hex", 1, _sha256, deterministic=True)
    connection.rollback()
    raw.execute("PRAGMA synchronous = OFF")
    raw.execute("PRAGMA cache_size = -2000000")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _written(select: str, on_sqlite: bool) -> str:
    """Writes the placeholders of a statement in a database's own words."""
    digits = "substr(CAST(1000000000000 + n AS TEXT), 2)"
    text = select.replace("{digits}", digits).replace("{sealed}", "'filler.' || n")
    for kind in range(1, 8):
        text = text.replace(f"{{id{kind}}}", f"'01950000-000{kind}-7000-8000-' || {digits}")
    before, *parts = text.split("{hash:")
    for part in parts:
        hashed, _, after = part.partition("}")
        postgresql = f"encode(sha256(convert_to({hashed}, 'UTF8')), 'hex')"
        before += (f"sha256_hex({hashed})" if on_sqlite else postgresql) + after
    instants = ("datetime('now')", "datetime('now', '+400 days')")
    if not on_sqlite:
        instants = ("now()", "now() + interval '400 days'")
        before = before.replace("'2022-05-21'", "DATE '2022-05-21'")
        for day in ("2026-01-01", "2026-12-31", "2026-02-14"):
            before = before.replace(f"'{day}'", f"DATE '{day}'")
    before = before.replace("{now}", instants[0]).replace("{later}", instants[1])
    return before.replace("{false}", "0" if on_sqlite else "false")
