"""Makes the environment in target/python, and runs the lessons in it: see README.md.

Everything here is understood by old versions of Python too, so that they can say that they are too old.
"""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
LOCK = os.path.join(HERE, "requirements.txt")
FOLDER = os.path.join(os.path.dirname(HERE), "target", "python")
PYTHON = os.path.join(FOLDER, "Scripts" if os.name == "nt" else "bin", "python")
# The lock as it was when it was installed.
INSTALLED = os.path.join(FOLDER, "requirements.txt")


def read(path):
    """The text of a file, or nothing."""
    if not os.path.exists(path):
        return ""
    with open(path) as file:
        return file.read()


def make():
    """Makes the environment, and installs what the lock names."""
    venv = [sys.executable, "-m", "venv", "--clear", FOLDER]
    made = subprocess.run(venv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if made.returncode:
        said = made.stdout.decode().strip().splitlines()
        if any("ensurepip" in line for line in said):
            sys.exit("error: this Python has no venv; on Debian and Ubuntu: apt install python3-venv")
        sys.exit("error: {} can't be made: {}".format(FOLDER, said[-1] if said else "no reason given"))
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip += ["--retries", "1", "--timeout", "30", "--only-binary", ":all:"]
    pip += ["--require-hashes", "--requirement", LOCK]
    installed = subprocess.run(pip, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if installed.returncode:
        said = [line for line in installed.stdout.decode().splitlines() if line.startswith("ERROR")]
        reason = said[0][len("ERROR: "):] if said else "pip failed"
        what = "pip can't install SQLAlchemy and psycopg from PyPI"
        sys.exit("error: {}: {}; connect to a network".format(what, reason))
    with open(INSTALLED, "w") as file:
        file.write(read(LOCK))


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit("error: this is Python {}.{}, and SQLAlchemy 2.1 needs 3.11".format(*sys.version_info[:2]))
    if any(word != "--write" for word in sys.argv[1:]):
        # Not quoted: it may be a URL with a password.
        sys.exit("error: there is no such argument; usage: python3 python/run.py [--write]")
    if not os.environ.get("DATABASE_URL"):
        sys.exit("error: set DATABASE_URL to a PostgreSQL database: postgres://user:password@host:5432/dbname")
    if read(INSTALLED) != read(LOCK) or not os.path.exists(PYTHON):
        make()
    lessons = os.path.join(HERE, "lessons.py")
    sys.exit(subprocess.call([PYTHON, "-B", lessons] + sys.argv[1:]))
