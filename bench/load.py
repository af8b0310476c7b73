"""Requests per second of one address, with sixteen connections kept open."""

import http.client
import re
import shutil
import subprocess
import threading
import time

CONNECTIONS = 16
# As a browser asks: compressed answers cost the server something, so they belong to the figure.
HEADERS = {"Accept-Encoding": "gzip", "Accept-Language": "ky"}


class PageFailed(Exception):
    """A page answered with something else than 200."""


def check(port, path):
    """The page once, so that an error page is never measured as a fast page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers=HEADERS)
    answer = connection.getresponse()
    size = len(answer.read())
    connection.close()
    if answer.status != 200:
        raise PageFailed(f"{path} answers {answer.status}")
    return size


def rate(port, path, seconds):
    with_wrk = shutil.which("wrk")
    return by_wrk(port, path, seconds) if with_wrk else by_threads(port, path, seconds)


def by_wrk(port, path, seconds):
    headers = [part for name, value in HEADERS.items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", *headers]
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True
    )
    if "Non-2xx" in done.stdout:
        raise PageFailed(f"{path} fails under load:\n{done.stdout}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout).group(1))


def by_threads(port, path, seconds):
    """Where wrk is not installed. Slower itself, so the ratios come out kinder: prefer wrk."""
    counts, failures = [0] * CONNECTIONS, []
    end = time.monotonic() + seconds

    def ask(place):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.monotonic() < end and not failures:
            connection.request("GET", path, headers=HEADERS)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                failures.append(answer.status)
            counts[place] += 1
        connection.close()

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise PageFailed(f"{path} fails under load with {failures[0]}")
    return sum(counts) / seconds
