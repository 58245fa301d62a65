"""A step as Markdown, in the form of the Rust lessons' snapshots."""

import re
import textwrap

WIDTH = 100
CLAUSES = "FROM INNER LEFT JOIN WHERE GROUP ORDER UNION VALUES RETURNING CONSTRAINT".split()


def step(record):
    """A step: its heading, its words, its code, and what came of each call."""
    parts = [heading(record.lesson, record.number, record.count, record.title)]
    parts += [wrapped(words) for words in record.words]
    number = 1
    for kind, part in record.parts:
        if kind == "code":
            parts.append(code(record, part))
        else:
            parts += outcome(part, number)
            number += len(part.sent)
    return "\n\n".join(parts) + "\n"


def heading(lesson, number, count, title):
    """The first line of a snapshot."""
    return f"# {lesson}, step {number} of {count}, in SQLAlchemy: {title}"


def code(record, items):
    """Items of the lesson's file, each line with the numbers of its statements."""
    numbers = {}
    for number, sent in enumerate(record.sent(), 1):
        numbers.setdefault(record.line(sent), []).append(number)
    text = [f"# python/{record.source.path.name}"]
    for place, item in enumerate(items):
        above = items[place - 1]
        gap = 0 if item.constant and above.constant else min(abs(item.first - above.last - 1), 2)
        text += [""] * gap if place else []
        for line, shown in enumerate(record.source.code(item), item.first):
            text.append(f"{shown}  # {ranges(numbers[line])}" if line in numbers else shown)
    return block("python", text)


def ranges(numbers):
    """Numbers in ascending order: `1`, `1, 3`, `1 to 5, 7`."""
    found = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    separators = {0: "", 1: ", "}
    words = [str(a) if a == b else f"{a}{separators.get(b - a, ' to ')}{b}" for a, b in found]
    return ", ".join(words)


def outcome(outcome, number):
    """What came of some calls: who sent which statements, what came back, what changed."""
    parts = head(outcome)
    if outcome.sent:
        parts.append(sql(outcome, number))
    if outcome.caption and not outcome.refused_by:
        parts.append(wrapped(f"{outcome.caption}:"))
    if outcome.rows is not None:
        parts.append(markdown(outcome.header, outcome.rows) if outcome.rows else "No rows.")
    parts += [block("text", outcome.lines)] if outcome.lines else []
    parts += ["Output of PostgreSQL:", block("text", outcome.said)] if outcome.said else []
    if outcome.refused_by:
        rule = outcome.refused_by
        rule = "NOT NULL" if rule == "not null" else f"A {rule} constraint"
        parts.append(f"{rule} refuses it." + ("" if any(outcome.changes) else " No row changed."))
    if outcome.rolled_back:
        are = "is as it was" if len(outcome.rolled_back) == 1 else "are as they were"
        parts.append(wrapped(f"Rolled back: {joined(outcome.rolled_back)} {are} before."))
    if outcome.wrote:
        parts += changes(outcome)
    return parts


def head(outcome):
    """Who sent the statements, and how many there are."""
    count = len(outcome.sent)
    count = f" ({count} statement{'' if count == 1 else 's'})" if count else ""
    calls = [f"`{call}`" for call in outcome.calls]
    parts = [wrapped(f"Attempt to {outcome.caption}.")] if outcome.refused_by else []
    if len(calls) > 1 and not outcome.refused_by:
        return [*parts, f"Calls{count}:", block("python", outcome.calls)]
    return [*parts, wrapped(f"Call: {', '.join(calls)}{count}:")] if calls else parts


def changes(outcome):
    """What is different in the tables."""
    new, gone, tables = outcome.changes
    if not (new or gone or tables):
        return [] if outcome.refused_by else ["No row changed."]
    parts = [wrapped(f"Created: {joined(new)}.")] if new else []
    parts += [wrapped(f"Dropped: {joined(gone)}.")] if gone else []
    for table, (header, lines, same) in tables.items():
        if not lines:
            before, now = same
            parts.append(f"{table} had {before} rows and has {now}.")
            continue
        signs = {sign for sign, _ in lines}
        what = {"+": "Added to", "-": "Deleted from"}.get("".join(signs), "Changed in")
        others = {0: "", 1: ", 1 other row as it was"}.get(same, f", {same} other rows as they were")
        rows = [(" ", header), *lines]
        widths = [max(len(row[place]) for _, row in rows) for place in range(len(header))]
        diff = [f"{sign} " + " | ".join(map(str.ljust, row, widths)) for sign, row in rows]
        parts += [f"{what} {table}{others}:", block("diff", map(str.rstrip, diff))]
    return parts


def sql(outcome, first):
    """The statements, each under its number; the database's answer stands under a refused one."""
    lines = []
    for number, sent in enumerate(outcome.sent, first):
        lines += [f"-- {number}", f"{broken(sent.sql)};"]
    if outcome.error:
        error = textwrap.wrap(f"ERROR: {outcome.error}", WIDTH - 3, break_on_hyphens=False)
        lines += [f"-- {line}" for line in error]
    return block("sql", lines)


def broken(statement):
    """A statement in lines of the page's width, each clause on a line of its own. What is in quotes is
    never broken, and a row of values only if it is longer than a line."""
    words = re.findall(r"(?:'[^']*'|\"[^\"]*\"|[^\s'\"])+", statement)
    if len(" ".join(words)) < WIDTH:
        return " ".join(words)
    text, column, depth, before, place = words[0], len(words[0]), 0, words[0], 1
    while place < len(words):
        clause = words[place] in CLAUSES and before not in ("INNER", "LEFT", "OUTER")
        indent = 2 + 2 * depth + (0 if clause else 2)
        end = place + row(words[place:], before)
        if indent + len(" ".join(words[place:end])) >= WIDTH:
            end = place + 1
        word = " ".join(words[place:end])
        if clause or column + 1 + len(word) >= WIDTH:
            gap, column = "\n" + " " * indent, indent
        else:
            gap, column = " ", column + 1
        text, column, before, place = text + gap + word, column + len(word), words[end - 1], end
        depth = depth_after(depth, word)
    return text


def row(words, before):
    """How many words the row of values has that begins with the first of them: one of VALUES, or a pair
    of IN. 1 if none begins there."""
    pairs = before == "IN" and words[0].startswith("((")
    follows = before.endswith(("VALUES", "),")) and re.match(r"\((?!SELECT)", words[0])
    depth = 0
    for place, word in enumerate(words if pairs or follows else [], 1):
        depth = depth_after(depth, word)
        # The bracket around the pairs stays open.
        if depth <= pairs:
            return place
    return 1


def depth_after(depth, word):
    """How many brackets are open after a word if so many were before it."""
    outside = re.sub(r"'[^']*'", "", word)
    return max(0, depth + outside.count("(") - outside.count(")"))


def markdown(header, rows):
    """A table, its columns aligned for those who read it as text."""
    rows = [[cell.replace("|", "\\|") for cell in row] for row in [header, *rows]]
    widths = [max(len(row[place]) for row in rows) for place in range(len(header))]
    lines = [f"| {' | '.join(map(str.ljust, row, widths))} |" for row in rows]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def block(language, lines):
    """Lines that are set apart."""
    return "\n".join([f"```{language}", *lines, "```"])


def joined(names):
    """Names in a sentence."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def wrapped(text):
    """Words in lines. Neither a name with a hyphen nor code is broken: somebody may search for it."""
    text = re.sub("`[^`]*`", lambda code: code[0].replace(" ", "\0"), text)
    lines = textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)
    return lines.replace("\0", " ")
