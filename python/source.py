"""What a lesson's file says: its items, and the calls in it."""

import ast
from pathlib import Path

HERE = Path(__file__).parent


class Source:
    """A lesson's file, cut into its items: functions, classes and assignments at the left margin."""

    def __init__(self, path):
        self.path = path
        self.text = path.read_text()
        self.lines = self.text.splitlines()
        self.items = {}
        for node in ast.parse(self.text).body:
            target = node.targets[0] if isinstance(node, ast.Assign) else node
            name = getattr(target, "name", getattr(target, "id", None))
            if name:
                decorators = getattr(node, "decorator_list", [])
                first = min(part.lineno for part in [node, *decorators])
                self.items[name] = Item(name, first, node.end_lineno, node)

    def at(self, line):
        """The item to which a line belongs."""
        return next((item for item in self.items.values() if item.first <= line <= item.last), None)

    def code(self, item):
        """The lines of an item."""
        return self.lines[item.first - 1 : item.last]

    def shown_by(self, step):
        """What a step shows: the functions and classes between the step before it and itself."""
        names = list(self.items)
        end = names.index(step)
        before = [place for place in range(end) if names[place].endswith("_step")]
        items = [self.items[name] for name in names[before[-1] + 1 if before else 0 : end]]
        return [item for item in items if not item.constant and not item.name.startswith("_")]

    def constants_in(self, text):
        """The constants that `text` names, and those that they name."""
        names = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
        found = {name for name in names if name in self.items and self.items[name].constant}
        for name in list(found):
            value = ast.get_source_segment(self.text, self.items[name].node.value)
            found |= {item.name for item in self.constants_in(value)}
        return sorted((self.items[name] for name in found), key=lambda item: item.first)

    def call(self, step, line, callees):
        """The call in `step` of one of these functions, in whose lines `line` is."""
        for node in ast.walk(self.items[step].node):
            if isinstance(node, ast.Call) and node.lineno <= line <= node.end_lineno:
                if isinstance(node.func, ast.Name) and node.func.id in callees:
                    call = " ".join(ast.get_source_segment(self.text, node).split())
                    return call.replace("show.engine", "engine")
        return None


class Item:
    """A function, a class or an assignment: its name and its lines, from 1."""

    def __init__(self, name, first, last, node):
        self.name, self.first, self.last, self.node = name, first, last, node
        self.constant = isinstance(node, ast.Assign) and name.isupper()
