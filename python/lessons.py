"""Runs the lessons and compares what they recorded with the snapshots. `run.py` calls it."""

import difflib
import importlib
import shutil
import sys
from pathlib import Path

import render
from place import Unusable, database, place
from record import Recorder, WithoutTwin
from source import Source

HERE = Path(__file__).parent
LESSONS = [
    "car_mart",
    "parent_child",
    "one_to_one",
    "many_to_many_secondary",
    "many_to_many_association",
    "older_style",
]


def main(write):
    """Runs all lessons, and writes or compares their snapshots. Returns the exit code."""
    url = database()
    different = 0
    for name in LESSONS:
        lesson = importlib.import_module(name).LESSON
        texts = ran(url, lesson, Source(HERE / f"{name}.py"))
        folder = HERE / "snapshots" / lesson.name
        if write:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            for file, text in texts.items():
                (folder / file).write_text(text)
        changed = compared(folder, texts)
        different += changed
        what = "written to" if write else "as in" if not changed else f"{changed} not as in"
        print(f"{lesson.name}: {len(texts)} steps, {what} python/snapshots/{lesson.name}")
    return 1 if different else 0


def ran(url, lesson, source):
    """What each step of a lesson recorded, as Markdown under the name of its snapshot."""
    texts = {}
    with place(url, lesson.name, lesson.tables) as (engine, own):
        recorder = Recorder(lesson, source, engine, own)
        for number, step in enumerate(lesson.steps, 1):
            if isinstance(step, WithoutTwin):
                head = f"# {lesson.name}, step {number} of {len(lesson.steps)}, in SQLAlchemy: {step.title}"
                texts[f"{number:02}_{step.step}.md"] = f"{head}\n\n{render.wrapped('No twin: ' + step.reason)}\n"
            else:
                record = recorder.run(number, step)
                texts[f"{number:02}_{record.name}.md"] = render.step(record)
    return texts


def compared(folder, texts):
    """How many snapshots of a folder differ; prints the lines in which they do."""
    saved = {file.name: file.read_text() for file in folder.glob("*.md")}
    names = [name for name in sorted(saved.keys() | texts.keys()) if saved.get(name) != texts.get(name)]
    for name in names:
        old, new = (side.get(name, "").splitlines() for side in (saved, texts))
        lines = difflib.unified_diff(old, new, f"snapshots/{folder.name}/{name}", "now", n=1, lineterm="")
        print("\n".join(lines))
    return len(names)


if __name__ == "__main__":
    try:
        sys.exit(main("--write" in sys.argv))
    except Unusable as error:
        sys.exit(f"error: {error}")
    except (BrokenPipeError, KeyboardInterrupt):
        # Nobody reads on.
        sys.exit(1)
