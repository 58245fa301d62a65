"""What the tables of a lesson hold, what a call changed in them, and their columns."""

from datetime import date
from decimal import Decimal

# Tables with more rows are counted, and their rows are not compared.
COMPARED = 100


def look(cursor, names):
    """What these tables hold: for each one that is there, its columns, its key and its rows."""
    stored = {}
    for name in names:
        cursor.execute(
            "SELECT attname, coalesce(attnum = ANY (indkey), false) FROM pg_attribute "
            "LEFT JOIN pg_index ON indrelid = attrelid AND indisprimary "
            "WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
            [f'"{name}"'],
        )
        columns = cursor.fetchall()
        if columns:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            count = cursor.fetchone()[0]
            cursor.execute(f'SELECT * FROM "{name}" LIMIT {COMPARED}')
            rows = cursor.fetchall() if count <= COMPARED else []
            header = [column for column, _ in columns]
            key = [place for place, (_, key) in enumerate(columns) if key] or range(len(header))
            keyed = {tuple(sortable(row[place]) for place in key): [*map(text, row)] for row in rows}
            stored[name] = (header, dict(sorted(keyed.items())), count)
    return stored


def compared(before, now):
    """What is different: new tables, dropped ones, and for each other one its rows: with `-` as they
    were, with `+` as they are."""
    changes = {}
    for name, (header, rows, count) in now.items():
        _, old, old_count = before.get(name, (header, {}, 0))
        lines = []
        for key in sorted(old.keys() | rows.keys()):
            if old.get(key) != rows.get(key):
                lines += [("-", old[key])] if key in old else []
                lines += [("+", rows[key])] if key in rows else []
        if max(count, old_count) > COMPARED and before.get(name) != now[name]:
            changes[name] = (header, [], (old_count, count))
        elif lines:
            same = sum(old.get(key) == row for key, row in rows.items())
            changes[name] = (header, lines, same)
    new = [name for name in now if name not in before]
    return new, [name for name in before if name not in now], changes


def sortable(value):
    """A value in the order of a key, NULL first."""
    return (value is not None, value)


def text(value):
    """A value as a cell: numbers with at most two decimals, a list without brackets."""
    if value is None:
        return "NULL"
    if isinstance(value, Decimal):
        return f"{value:.0f}" if value == value.to_integral_value() else f"{value:.2f}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    return ", ".join(map(text, value)) if isinstance(value, list) else str(value)


def columns(inspector, table):
    """The columns of a table: type, whether it can be NULL, and the keys and indexes that it is part of."""
    keys = [(0, "primary key", inspector.get_pk_constraint(table)["constrained_columns"])]
    for key in inspector.get_foreign_keys(table):
        target = f"{key['referred_table']}.{', '.join(key['referred_columns'])}"
        rule = key["options"].get("ondelete", "no action").lower()
        keys.append((2, f"foreign key to {target}, on delete {rule}", key["constrained_columns"]))
    for key in inspector.get_unique_constraints(table):
        keys.append((1, "unique", key["column_names"]))
    for index in inspector.get_indexes(table):
        if not index.get("duplicates_constraint"):
            kind = (1, "unique index") if index["unique"] else (4, "index")
            keys.append((*kind, index["column_names"]))
    # In the order of a cell: primary key, unique, foreign key, unique together, index.
    keys = sorted(((3 if rank == 1 and len(part) > 1 else rank), part, words) for rank, words, part in keys)
    rows = []
    for column in inspector.get_columns(table):
        name, kind = column["name"], str(column["type"]).lower().replace("numeric", "decimal")
        mine = [(words, part) for _, part, words in keys if name in part]
        words = [f"{words} ({', '.join(part)})" if len(part) > 1 else words for words, part in mine]
        rows.append([name, kind, "yes" if column["nullable"] else "no", ", ".join(words)])
    return rows
