"""What `bench.pages` compares with: a file from nginx, a constant from Django, and Datasette over the same sites."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.stage import ROOT, free_port, gunicorn, served

DATASETTE = "datasette~=0.65"
_NGINX = """
daemon off; pid {folder}/nginx.pid; worker_processes 1; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log off; sendfile on; default_type text/html;
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder};
    server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""


@contextmanager
def nginx(folder: Path, name: str) -> Iterator[str]:
    """nginx with one worker. Yields the address of the file `name` in the folder."""
    port = free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(_NGINX.format(folder=folder, port=port), "utf-8")
    command = [shutil.which("nginx") or "nginx", "-c", str(configuration), "-e", str(folder / "error.log")]
    with served(command, f"http://127.0.0.1:{port}/{name}"):
        yield f"http://127.0.0.1:{port}/{name}"


@contextmanager
def bare_django(body: Path) -> Iterator[str]:
    """Django returning a constant, by the same server as the public app. Yields its address."""
    environment = {"BENCH_BODY": str(body), "PYTHONPATH": str(ROOT)}
    with gunicorn("bench.bare:application", "/page", environment, workers=1) as origin:
        yield f"{origin}/page"


@contextmanager
def datasette(program: str, database: Path) -> Iterator[str]:
    """Datasette over a database, 20 rows a page like our list. Yields the address of the sites' table."""
    port = free_port()
    command = [program, "serve", "-i", str(database), "-p", str(port), "--setting", "default_page_size", "20"]
    table = f"http://127.0.0.1:{port}/{database.stem}/sites_constructionsite"
    with served(command, table, {"HOME": str(database.parent)}, quiet=True):
        yield table


def datasette_program(folder: Path) -> str | None:
    """Datasette in an environment of its own; None, said, where it cannot be installed."""
    program = folder / "bin" / "datasette"
    python = str(folder / "bin" / "python")
    try:
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, capture_output=True)  # noqa: S603
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", DATASETTE]
        subprocess.run(install, check=True, capture_output=True, text=True, env=dict(os.environ))  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"Datasette is left out: {DATASETTE} cannot be installed ({type(error).__name__})", flush=True)
        return None
    return str(program)


def export_sites(database: Path) -> None:
    """The sites' table as SQLite has it: no foreign keys, so that Datasette counts nothing beside the row."""
    from django.db import connection

    from sites.models import ConstructionSite

    table = ConstructionSite._meta.db_table
    with connection.cursor() as cursor, sqlite3.connect(database) as copy:
        cursor.execute(f'SELECT * FROM "{table}" ORDER BY id')  # noqa: S608
        names = [column.name for column in cursor.description]
        declared = ", ".join(f'"{name}" INTEGER PRIMARY KEY' if name == "id" else f'"{name}"' for name in names)
        copy.execute(f'CREATE TABLE "{table}" ({declared})')
        marks = ", ".join("?" * len(names))
        rows = ([_plain(value) for value in row] for row in cursor.fetchall())
        copy.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)  # noqa: S608


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, int | float | str) else str(value)
