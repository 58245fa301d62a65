"""What README.md promises about DATABASE_URL and a reader's objects, on the PostgreSQL of DATABASE_URL. `.ci/python`
runs it in the environment of run.py."""

import os
import socket
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

import psycopg

from car_mart import LESSON
from place import Unusable, database, place

SECRET = "s3cret-pa55"
SCHEMA = "sqlalchemy_car_mart"


def refusing(words):
    """A server that refuses each client with these words. Returns its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            client, _ = listener.accept()
            # The request for TLS, which has a length of 8, comes first.
            while len(client.recv(4096)) == 8:
                client.sendall(b"N")
            fields = b"SFATAL\0VFATAL\0CXX000\0M" + words.encode() + b"\0\0"
            client.sendall(b"E" + (len(fields) + 4).to_bytes(4, "big") + fields)
            client.close()

    threading.Thread(target=serve, daemon=True).start()
    return listener.getsockname()[1]


class Place(unittest.TestCase):
    def opened(self):
        """What opening car-mart's schema says, or nothing."""
        try:
            with place(database(), LESSON.name, LESSON.tables):
                return None
        except Unusable as error:
            return str(error)

    def with_url(self, url, **more):
        """What it says with another DATABASE_URL."""
        before = dict(os.environ)
        os.environ.update(DATABASE_URL=url, **more)
        try:
            return self.opened()
        finally:
            os.environ.clear()
            os.environ.update(before)

    def test_a_password_with_a_host_in_it_is_not_taken_for_one(self):
        for password in ["a@S/", "a@S?", "a@S#", "a@S", "a@b@S", "S@/", "@S", "a:b@S:1/"]:
            url = f"postgres://ann:{password.replace('S', SECRET)}@127.0.0.1:1/d"
            line = self.with_url(url)
            self.assertIn("@ is %40", line)
            self.assertNotIn(SECRET, line)

    def test_the_words_of_a_server_show_no_password(self):
        cases = [(SECRET, SECRET), ("p%40ss", "p@ss"), ("a", "a"), ("%C3%A4", "ä"), ("is", "is")]
        with tempfile.TemporaryDirectory() as folder:
            for written, said in cases:
                port = refusing(f'password "{said}" is no good: <{said}>')
                file = Path(folder, "passwords")
                file.write_text(f"127.0.0.1:{port}:d:ann:{said}\n")
                file.chmod(0o600)
                plain = f"postgres://ann@127.0.0.1:{port}/d"
                for line in [
                    self.with_url(f"postgres://ann:{written}@127.0.0.1:{port}/d"),
                    self.with_url(f"{plain}?password={written}"),
                    self.with_url(plain, PGPASSWORD=said),
                    self.with_url(plain, PGPASSFILE=str(file)),
                ]:
                    self.assertIn('"***"', line)
                    self.assertIn("<***>", line)

    def test_an_argument_is_not_quoted(self):
        run = [sys.executable, Path(__file__).with_name("run.py"), f"postgres://ann:{SECRET}@h/d"]
        ran = subprocess.run(run, capture_output=True, text=True)
        self.assertEqual(ran.returncode, 1)
        self.assertNotIn(SECRET, ran.stdout + ran.stderr)

    def test_what_would_go_with_the_tables_is_named_and_kept(self):
        self.assertIsNone(self.opened())
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as reader:
            reader.execute(f"CREATE TABLE {SCHEMA}.car_brand (id int PRIMARY KEY, name text)")
            for mine, drop, name in [
                ("TABLE OURS.mine ()", "TABLE OURS.mine", "mine"),
                ("VIEW public.mine AS SELECT * FROM OURS.car_brand", "VIEW public.mine", "view public.mine"),
                ("TABLE public.mine (id int REFERENCES OURS.car_brand)", "TABLE public.mine", "public.mine"),
                ("STATISTICS public.mine ON id, name FROM OURS.car_brand", "STATISTICS public.mine", "mine"),
                ("PUBLICATION mine FOR TABLE OURS.car_brand", "PUBLICATION mine", "publication mine"),
                ("RULE mine AS ON DELETE TO OURS.car_brand DO ALSO NOTIFY mine", "RULE mine ON OURS.car_brand", "rule"),
                ("POLICY mine ON OURS.car_brand", "POLICY mine ON OURS.car_brand", "policy mine"),
            ]:
                reader.execute("CREATE " + mine.replace("OURS", SCHEMA))
                self.assertIn(name, self.opened() or "")
                # It is there still.
                reader.execute("DROP " + drop.replace("OURS", SCHEMA))
            self.assertIsNone(self.opened())


if __name__ == "__main__":
    unittest.main()
