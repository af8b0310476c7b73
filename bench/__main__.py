"""Fills a portal of its own, serves it as `make run` does, and prints what its pages reach.

The pages take turns, so that whatever else the machine does meanwhile befalls them all. The
figures are for reading: only a page that fails makes the command fail.
"""

import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager

FLOOR, BARE = "/bench/floor/", "/bench/bare/"
NEEDED, GOAL = 0.3, 0.5
ROUNDS = int(os.environ.get("BENCH_ROUNDS") or 3)
SECONDS = int(os.environ.get("BENCH_SECONDS") or 5)


def main():
    with tempfile.TemporaryDirectory(prefix="aimak-bench-") as data_dir:
        prepare_environment(data_dir)
        import django

        django.setup()
        from bench import filling, load, money, open_data

        print("Filling a portal with", filling.PROPOSALS, "proposals and", end=" ")
        print(money.LINES, "lines of budgets …", flush=True)
        filling.fill()
        pages = {"floor": FLOOR, "bare answer": BARE, **filling.addresses()}
        try:
            with server() as (port, process):
                sizes = {name: load.check(port, path) for name, path in pages.items()}
                rates = measure(load.rate, port, pages)
                print_table(pages, sizes, rates)
                open_data.measure(port, process)
        except load.PageFailed as failure:
            sys.exit(str(failure))


def prepare_environment(data_dir):
    os.environ.update(
        DATA_DIR=data_dir,
        DEBUG="0",
        HTTP_ONLY="1",
        ALLOWED_HOSTS="127.0.0.1",
        SECRET_KEY=secrets.token_urlsafe(64),
        DEMO_PASSWORD=secrets.token_urlsafe(24),
        DJANGO_SETTINGS_MODULE="bench.settings",
    )


@contextmanager
def server():
    """The portal on a free port, with the settings of gunicorn.conf.py; and its process."""
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "-v", "0", "--no-input"], check=True
    )
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    gunicorn = subprocess.Popen(
        [sys.executable, "-m", "gunicorn"], env={**os.environ, "PORT": str(port)}
    )
    try:
        wait_for(port)
        yield port, gunicorn.pid
    finally:
        gunicorn.terminate()
        gunicorn.wait()


def wait_for(port):
    for _ in range(120):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.25)
        else:
            return
    sys.exit("The server did not start.")


def measure(rate, port, pages):
    """Requests per second of each page, the median of rounds in which they take turns."""
    for path in pages.values():
        rate(port, path, 1)
    seen = {name: [] for name in pages}
    for _ in range(ROUNDS):
        for name, path in pages.items():
            seen[name].append(rate(port, path, SECONDS))
    return {name: statistics.median(values) for name, values in seen.items()}


def print_table(pages, sizes, rates):
    print(f"\n{'page':24}{'address':28}{'bytes':>8}{'req/s':>9}{'× floor':>9}")
    for name, path in pages.items():
        ratio = rates[name] / rates["floor"]
        print(
            f"{name:24}{path:28}{sizes[name]:8}{rates[name]:9.0f}{ratio:9.2f}{verdict(name, ratio)}"
        )
    print(f"\nNeeded: {NEEDED} × the floor page; the goal is {GOAL}.")


def verdict(name, ratio):
    if name in {"floor", "bare answer"} or ratio >= GOAL:
        return ""
    return "  below the goal" if ratio >= NEEDED else "  TOO SLOW"


if __name__ == "__main__":
    main()
