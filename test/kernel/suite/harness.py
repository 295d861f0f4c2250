"""Checks of a kernel: registered by `@check`, run against one kernel process, told as one line of JSON each."""

import contextlib
import json
import os
import sys
import time
import traceback
from dataclasses import dataclass
from tempfile import NamedTemporaryFile, TemporaryDirectory

from jupyter_client.manager import KernelManager

from client import Client, Silence
from dialects import DIALECTS


@dataclass(frozen=True)
class Check:
    suite: str
    name: str
    run: object
    #: Wants a kernel process of its own.
    alone: bool
    #: Snippets the dialect must have: where one is missing, the check fails for that kernel.
    needs: tuple


CHECKS = []


def check(suite, alone=False, needs=()):
    """The function's name states the contract; it gets a `Kernel` and fails by any exception."""

    def register(run):
        CHECKS.append(Check(suite, run.__name__.replace("_", " "), run, alone, needs))
        return run

    return register


#: Seconds before each check. tslab aborts every cell that comes within 200 ms of one that failed: what such a check
#: leaves behind is not to spoil the next.
PAUSES = {"tslab": 0.3}


class Skip(Exception):
    """The check cannot be run here; the text says why."""


class Kernel:
    """A kernel process by the name of its spec, and a client of it."""

    def __init__(self, name, dialect, cwd=None, env=None, manager=None):
        self.name = name
        self.dialect = dialect
        self.code = DIALECTS[dialect]
        self.elsewhere = None
        self.stderr = NamedTemporaryFile("w+", suffix=".log")
        self.manager = manager or KernelManager(kernel_name=name)
        started = time.monotonic()
        options = {"env": {**os.environ, **env}} if env else {}
        self.manager.start_kernel(stdout=self.stderr, stderr=self.stderr, cwd=cwd, **options)
        self.info = self.manager.get_connection_info()
        self.client = Client(self.info)
        self.client.join(30, self.check_alive)
        self.start_seconds = time.monotonic() - started

    @property
    def alive(self):
        return self.manager.provisioner is not None and self.process.poll() is None

    def in_folder(self):
        """A folder outside of every project, and one kernel process that runs there."""
        if self.elsewhere is None or not self.elsewhere[1].alive:
            folder = TemporaryDirectory()
            self.elsewhere = folder, Kernel(self.name, self.dialect, cwd=os.path.realpath(folder.name))
        folder, kernel = self.elsewhere
        kernel.client.log.clear()
        kernel.client.values_are_printed = self.client.values_are_printed
        return os.path.realpath(folder.name), kernel

    def check_alive(self):
        assert self.alive, f"the kernel does not start: {self.log[-500:]}"

    @property
    def process(self):
        return self.manager.provisioner.process

    @property
    def log(self):
        """What the kernel wrote on its own stdout and stderr."""
        with open(self.stderr.name, encoding="utf-8", errors="replace") as file:
            return file.read()

    def another(self, **options):
        """A second process of the same kernel."""
        return contextlib.closing(Kernel(self.name, self.dialect, **options))

    @contextlib.contextmanager
    def second_client(self, join=True):
        with contextlib.closing(Client(self.info)) as client:
            if join:
                client.join()
            yield client

    def close(self):
        if self.elsewhere:
            self.elsewhere[1].close()
            self.elsewhere[0].cleanup()
        self.client.close()
        with contextlib.suppress(Exception):
            self.manager.shutdown_kernel(now=True)
        self.stderr.close()


def run_checks(name, dialect, suites, only=None, out=sys.stdout):
    """Runs the checks of the suites in order, one line of JSON each; the number of those that failed."""
    failed = 0
    not_started = 0
    shared = None

    def tell(one, ok, started, error=None, skipped=None):
        line = {"suite": one.suite, "check": one.name, "ok": ok, "ms": round((time.monotonic() - started) * 1000)}
        if error:
            line["error"] = error
        if skipped:
            line["skipped"] = skipped
        print(json.dumps(line), file=out, flush=True)

    for one in CHECKS:
        if one.suite not in suites or (only and only not in one.name):
            continue
        if not_started == 3:
            print(f"{name} did not start three times in a row", file=sys.stderr)
            return failed
        started = time.monotonic()
        kernel = None
        starting = False
        try:
            missing = [snippet for snippet in one.needs if snippet not in DIALECTS[dialect]]
            assert not missing, f"this kernel has no {', '.join(missing)}"
            starting = True
            if one.alone:
                kernel = Kernel(name, dialect)
            else:
                shared = kernel = shared or Kernel(name, dialect)
                kernel.client.log.clear()
            starting = False
            not_started = 0
            time.sleep(PAUSES.get(dialect, 0))
            kernel.client.invalid.clear()
            kernel.client.values_are_printed = dialect == "tslab" and one.suite in ("typescript", "tslab")
            one.run(kernel)
            assert kernel.alive or one.alone, "the kernel died"
            if dialect in ("assay", "fake") or one.suite in ("protocol", "wire"):
                assert not kernel.client.invalid, f"against the schema: {kernel.client.invalid[0]}"
            tell(one, True, started)
        except Skip as reason:
            tell(one, True, started, skipped=str(reason))
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            failed += 1
            not_started += starting
            where = traceback.extract_tb(error.__traceback__)[-1]
            text = f"{type(error).__name__}: {error} ({os.path.basename(where.filename)}:{where.lineno})"
            tell(one, False, started, error=text[:1500])
            # A kernel that is silent or dead is not to spoil the checks that follow.
            if kernel is not None and kernel is shared and (isinstance(error, Silence) or not kernel.alive):
                kernel.close()
                shared = None
        finally:
            if kernel is not None and one.alone:
                kernel.close()
    if shared:
        shared.close()
    return failed
