"""Runs a lesson and records each step: its code, its statements with the line that sent each of them,
what came back, and what changed."""

import re
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

import psycopg
from sqlalchemy import event, inspect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

import tables
from source import Source

RULES = {"23505": "unique", "23503": "foreign key", "23001": "foreign key", "23502": "not null"}


@dataclass
class Lesson:
    """What runs under a name: the tables that it makes, and its steps."""

    name: str
    tables: list
    steps: list


@dataclass
class WithoutTwin:
    """A step of the Rust lesson that SQLAlchemy has no equivalent of, and why."""

    step: str
    title: str
    reason: str


@dataclass
class Sent:
    """A statement, its values filled in, and the lines of the lesson that were at work, innermost first:
    each with the name of its function."""

    sql: str
    lines: list


@dataclass
class Outcome:
    """What came of some calls."""

    caption: str = ""
    header: list = None
    rows: list = None
    lines: list = None
    said: list = None
    refused_by: str = None
    error: str = None
    calls: list = field(default_factory=list)
    sent: list = field(default_factory=list)
    changes: tuple = ((), (), {})
    wrote: bool = False
    rolled_back: list = field(default_factory=list)


class Record:
    """A step that ran."""

    def __init__(self, lesson, number, source, function):
        self.lesson, self.number, self.count, self.source = lesson.name, number, len(lesson.steps), source
        self.name = function.__name__.removesuffix("_step")
        self.title, *words = (function.__doc__ or "").strip().split("\n\n")
        self.words = [" ".join(part.split()) for part in words]
        self.parts = []

    def sent(self):
        """All its statements, in order."""
        return [sent for kind, part in self.parts if kind == "outcome" for sent in part.sent]

    def items(self):
        """The items that it shows."""
        return [item for kind, part in self.parts if kind == "code" for item in part]

    def line(self, sent):
        """The innermost line of shown code that sent a statement."""
        shown = [range(item.first, item.last + 1) for item in self.items()]
        return next((line for line, _ in sent.lines if any(line in lines for lines in shown)), None)


class Recorder:
    """What a step works with: a session or the engine, and a way to show what came of its calls."""

    def __init__(self, lesson, source, engine, own):
        self.lesson, self.source, self.engine, self.own = lesson, source, engine, own
        self.open, self.statements, self.quiet, self.records = None, [], False, []
        event.listen(engine, "before_cursor_execute", self._sent)

    def run(self, number, function):
        """Runs a step, and checks that it shows all that it sent, changed and declares."""
        self.record = Record(self.lesson, number, self.source, function)
        self.step, self.unshown = function.__name__, self.source.shown_by(function.__name__)
        self.stored = self._look()
        function(self)
        sent = [sent for sent in self.record.sent() if self.record.line(sent) is None]
        for sent in [*self.statements, *sent]:
            raise AssertionError(f"{self.step}: no line of shown code sent {sent.sql}")
        if self._look() != self.stored or self.unshown:
            names = [item.name for item in self.unshown]
            raise AssertionError(f"{self.step} does not show its last change, or {names}")
        for item in self.record.items():
            lines = self.source.code(item)
            if max(map(len, lines)) > 80 or len(lines) > 25 and not item.constant:
                raise AssertionError(f"{item.name}: half a screen has 25 lines of 80 columns")
        return self.record

    @contextmanager
    def session(self):
        """A session. What it did not commit is gone at the end."""
        with Session(self.engine) as self.open:
            yield self.open
        self.open = None

    def code(self, function):
        """Shows a function that sends nothing, and what stands above it."""
        names = [item.name for item in self.unshown]
        last = names.index(function.__name__) + 1
        self.record.parts.append(("code", self.unshown[:last]))
        self.unshown = self.unshown[last:]

    def forget(self):
        """Leaves out what was sent since the last outcome: it only prepared the next call."""
        self.statements, self.stored = [], self._look()

    def done(self):
        """Records that the calls since the last record were made."""
        self._outcome(Outcome())

    def table(self, caption, header, rows):
        """Records rows that a call returned."""
        rows = [[tables.text(cell) for cell in row] for row in rows]
        self._outcome(Outcome(caption, header=header, rows=rows))

    def lines(self, caption, lines):
        """Records lines of text."""
        self._outcome(Outcome(caption, lines=list(lines)))

    def said(self, lines):
        """Adds the database's own words to the last outcome."""
        self.record.parts[-1][1].said = lines

    def columns(self, table):
        """Records the columns of a table."""
        self.quiet = True
        rows = tables.columns(inspect(self.engine), table)
        self.quiet = False
        self.table(f"Table {table}", ["column", "type", "null", "key"], rows)

    @contextmanager
    def refused(self, attempt):
        """Records a write that the database must refuse, and rolls it back."""
        try:
            yield
        except IntegrityError as error:
            self.open.rollback()
            rule = RULES[error.orig.sqlstate]
            self._outcome(Outcome(attempt, refused_by=rule, error=error.orig.diag.message_primary))
        else:
            raise AssertionError(f"the database did not refuse to {attempt}")

    def roll_back(self):
        """Rolls the session back, and records what is gone with it."""
        changed = self.stored
        self.open.rollback()
        self.stored = self._look()
        _, _, undone = tables.compared(changed, self.stored)
        self.record.parts.append(("outcome", Outcome(rolled_back=list(undone))))

    def _look(self):
        """What the tables hold now, as the open session sees it."""
        if self.open is not None and self.open.in_transaction():
            # The driver's own cursor: neither recorded nor able to make the session write.
            return tables.look(self.open.connection().connection.cursor(), self.lesson.tables)
        return tables.look(self.own.cursor(), self.lesson.tables)

    def _sent(self, connection, cursor, statement, parameters, context, many):
        """Is called before each statement."""
        if self.quiet:
            return
        frame, lines = sys._getframe(), []
        while frame := frame.f_back:
            if frame.f_code.co_filename == str(self.source.path):
                lines.append((frame.f_lineno, frame.f_code.co_name))
        driver = connection.connection.driver_connection
        many = parameters if isinstance(parameters, list) else [parameters]
        if statement.startswith("DELETE"):
            # SQLAlchemy deletes links in the order of a set, another one in each run.
            many = sorted(many, key=lambda values: [*values.values()])
        for values in many:
            values = {key: str(value) if isinstance(value, date) else value for key, value in values.items()}
            # As the driver would send it, if it filled the values in itself.
            sql = psycopg.ClientCursor(driver).mogrify(statement, values)
            self.statements.append(Sent(sql, lines))

    def _outcome(self, outcome):
        """Records an outcome with the statements that were sent since the last one, and what changed."""
        outcome.sent, self.statements = in_order(self.statements), []
        now = self._look()
        outcome.changes, self.stored = tables.compared(self.stored, now), now
        reads = ("SELECT", "EXPLAIN", "WITH")
        only_reads = all(sent.sql.lstrip().startswith(reads) for sent in outcome.sent)
        outcome.wrote = not only_reads or any(outcome.changes)
        for sent in outcome.sent:
            names = [name for _, name in sent.lines]
            line = next((line for line, name in sent.lines if name == self.step), 0)
            call = self.source.call(self.step, line, names)
            outcome.calls += [call] if call and call not in outcome.calls else []
        self._show(outcome)
        self.record.parts.append(("outcome", outcome))

    def _show(self, outcome):
        """Shows the code that sent an outcome's statements, what stands above it, and its constants."""
        lines = [line for sent in outcome.sent for line, _ in sent.lines]
        senders = {item.name: item for item in map(self.source.at, lines) if item.name != self.step}
        last = max((place for place, item in enumerate(self.unshown) if item.name in senders), default=-1)
        items, self.unshown = self.unshown[: last + 1], self.unshown[last + 1 :]
        shown = [item.name for item in [*self.record.items(), *items]]
        items += [item for name, item in senders.items() if name not in shown]
        text = "\n".join(["\n".join(self.source.code(item)) for item in items] + outcome.calls)
        constants = [item for item in self.source.constants_in(text) if item not in self.record.items()]
        if constants or items:
            self.record.parts.append(("code", [*constants, *items]))


def in_order(sent):
    """The statements, the indexes of a table by name: SQLAlchemy creates them in the order of a set."""
    runs = groupby(sent, key=lambda one: re.match(r"CREATE (UNIQUE )?INDEX", one.sql) is not None)
    sort = {True: lambda run: sorted(run, key=lambda one: one.sql.split("INDEX")[1]), False: list}
    return [one for indexes, run in runs for one in sort[indexes](run)]
