"""Many outputs, many requests, and the stop button: nothing is lost and nothing goes on behind."""

import json
import os
import random
import signal
import statistics
import time

import nbformat
from nbclient import NotebookClient

from client import Silence, brief
from harness import Skip, check


def load(**options):
    return check("load", **options)


def interrupts(**options):
    return check("interrupt", **options)


def run_notebook(kernel, *codes, **options):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in codes])
    NotebookClient(notebook, kernel_name=kernel.name, timeout=120, **options).execute()
    return notebook


def printed(cell):
    return "".join(output["text"] for output in cell.outputs if output.output_type == "stream")


@load()
def two_thousand_printed_lines_are_kept_by_nbclient(kernel):
    notebook = run_notebook(kernel, kernel.code["lines"](2000))
    lines = printed(notebook.cells[0]).splitlines()
    assert lines == [f"line {i}" for i in range(2000)], f"{len(lines)} of 2000 lines"


@load()
def two_thousand_lines_printed_from_turns_of_the_event_loop_are_kept(kernel):
    if kernel.dialect == "python":
        raise Skip("for JavaScript")
    code = "for (let i = 0; i < 2000; i++) { console.log(`line ${i}`); if (i % 10 === 0) await new Promise<void>((done) => setImmediate(done)); }"
    lines = printed(run_notebook(kernel, code).cells[0]).splitlines()
    assert lines == [f"line {i}" for i in range(2000)], f"{len(lines)} of 2000 lines"


@load()
def a_hundred_thousand_printed_lines_are_kept_in_five_seconds(kernel):
    started = time.monotonic()
    exchange = kernel.client.ok(kernel.code["lines"](100_000), 60)
    took = time.monotonic() - started
    lines = exchange.text().splitlines()
    assert len(lines) == 100_000 and lines[-1] == "line 99999", f"{len(lines)} of 100000 lines"
    assert took < 5, f"{took:.1f} s"


@load()
def a_slow_reader_loses_nothing(kernel):
    client = kernel.client
    id = client.start(kernel.code["lines"](50_000))
    time.sleep(1.5)
    exchange = client.collect(id, "execute_reply", 30)
    assert len(exchange.text().splitlines()) == 50_000


@load()
def a_notebook_with_a_late_failure_fails(kernel):
    if kernel.dialect == "python":
        raise Skip("for JavaScript")
    from nbclient.exceptions import CellExecutionError

    try:
        run_notebook(
            kernel,
            "setTimeout(() => { throw new Error('too late'); }, 50);",
            "await new Promise<void>((done) => setTimeout(done, 300));",
        )
    except CellExecutionError as error:
        assert "too late" in str(error), str(error)[:500]
    else:
        raise AssertionError("the notebook passed")


@check("memory")
def five_hundred_cells_do_not_grow_the_memory(kernel):
    if not os.path.exists("/proc/self/statm"):
        raise Skip("needs /proc")
    with kernel.another() as other:
        # The engine compiles what is called often: with it done, what grows is what the kernel keeps.
        for _ in range(300):
            other.client.ok(kernel.code["value"][0])
        before = settled(other.process.pid)
        for _ in range(500):
            other.client.ok(kernel.code["value"][0])
        after = settled(other.process.pid)
    assert after < 1.2 * before, f"{before:.0f} MB grew to {after:.0f} MB"


def settled(pid):
    """Memory is given back when nobody works: what is left once it has not shrunk for 5 s."""
    least, since = memory(pid), time.monotonic()
    while time.monotonic() < since + 5:
        time.sleep(0.5)
        now = memory(pid)
        if now < least - 0.5:
            least, since = now, time.monotonic()
    return least


def memory(pid):
    with open(f"/proc/{pid}/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


# Interrupts


def start_and_see(kernel, code):
    id = kernel.client.start(code)
    kernel.client.waitFor(id, "stream")
    return id


def interrupted(kernel, id, started, limit=1.0):
    exchange = kernel.client.collect(id, "execute_reply", 10)
    took = time.monotonic() - started
    assert exchange.content["status"] == "error", brief(exchange.content)
    assert took < limit, f"stopped after {took:.2f} s"
    return exchange


def by_signal(kernel):
    kernel.process.send_signal(signal.SIGINT)


def stop(kernel):
    """The stop button of a front end: a message where the kernel's own spec says so, else a signal."""
    if kernel.dialect in ("assay", "fake"):
        kernel.client.send("control", "interrupt_request", {})
    else:
        by_signal(kernel)


@interrupts()
def interrupt_request_is_answered(kernel):
    assert kernel.client.request("interrupt_request", {}, "control").content == {"status": "ok"}


def stops(kernel, code, interrupt):
    id = start_and_see(kernel, kernel.code[code])
    started = time.monotonic()
    interrupt(kernel)
    interrupted(kernel, id, started)


@interrupts()
def an_interrupt_stops_a_busy_loop(kernel):
    stops(kernel, "busy_loop_after_print", stop)


@interrupts()
def an_interrupt_stops_a_pending_await(kernel):
    stops(kernel, "pending", stop)


@interrupts()
def sigint_stops_a_busy_loop(kernel):
    stops(kernel, "busy_loop_after_print", by_signal)


@interrupts()
def the_state_survives_an_interrupt(kernel):
    kernel.client.ok(kernel.code["define"])
    id = start_and_see(kernel, kernel.code["busy_loop_after_print"])
    stop(kernel)
    kernel.client.collect(id, "execute_reply")
    code, text = kernel.code["use"]
    assert kernel.client.ok(code).plain == text


@interrupts()
def an_interrupt_aborts_queued_cells(kernel):
    client = kernel.client
    first = client.start(kernel.code["busy_loop_after_print"])
    queued = client.start(kernel.code["value"][0])
    client.waitFor(first, "stream")
    stop(kernel)
    assert client.collect(first, "execute_reply").content["status"] == "error"
    assert client.collect(queued, "execute_reply").content["status"] == "aborted"


@interrupts()
def an_interrupt_while_nothing_runs_is_harmless(kernel):
    for _ in range(3):
        kernel.client.request("interrupt_request", {}, "control")
    code, text = kernel.code["value"]
    assert kernel.client.ok(code).plain == text


SCRIPTS = {
    "a loop after an await": 'console.log("started"); await null; while (true) {}',
    "awaits without end": 'console.log("started"); while (true) await null;',
    "a loop in a timer": 'console.log("started"); await new Promise(() => setTimeout(() => { while (true) {} }));',
    "a regular expression": 'console.log("started"); /^(a+)+$/.test("a".repeat(50) + "b");',
    "sleeping": 'console.log("started"); await new Promise((done) => setTimeout(done, 60000));',
}


@interrupts()
def interrupts_stop_whatever_runs(kernel):
    if kernel.dialect == "python":
        raise Skip("for JavaScript")
    for name, code in SCRIPTS.items():
        id = start_and_see(kernel, code)
        started = time.monotonic()
        stop(kernel)
        try:
            interrupted(kernel, id, started)
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}") from error


@interrupts()
def finally_runs_where_an_await_is_interrupted(kernel):
    if kernel.dialect == "python":
        raise Skip("for JavaScript")
    code = 'try { console.log("started"); await new Promise(() => {}); } finally { console.log("cleaned up"); }'
    id = start_and_see(kernel, code)
    stop(kernel)
    assert "cleaned up\n" in kernel.client.collect(id, "execute_reply").text()


@interrupts()
def nothing_of_an_interrupted_cell_goes_on(kernel):
    if kernel.dialect == "python":
        raise Skip("for JavaScript")
    client = kernel.client
    code = (
        'setInterval(() => { steps++; }, 5);\n'
        "const forever = async () => { while (true) { steps++; await new Promise((done) => setTimeout(done, 5)); } };\n"
        'forever(); console.log("started"); await new Promise(() => {});'
    )
    client.ok("let steps = 0;")
    id = start_and_see(kernel, code)
    time.sleep(0.1)
    stop(kernel)
    assert client.collect(id, "execute_reply").content["status"] == "error"
    time.sleep(0.7)
    before = client.ok("steps").plain
    time.sleep(0.3)
    assert client.ok("steps").plain == before


@interrupts()
def thirty_interrupts_at_random_moments(kernel):
    at_random_moments(kernel, 30)


@check("interrupts")
def three_hundred_interrupts_at_random_moments(kernel):
    at_random_moments(kernel, 300)


def at_random_moments(kernel, times):
    """A cell that never ends by itself is interrupted some time after it was sent: each must end, and the state stay."""
    chance = random.Random(11)
    client = kernel.client
    client.ok(kernel.code["define"])
    codes = [kernel.code["busy_loop"], kernel.code["pending"]]
    if kernel.dialect != "python":
        codes += [*SCRIPTS.values()]
    for count in range(times):
        code = chance.choice(codes)
        id = client.start(code)
        # From before it is compiled to long after it started; the interrupt must not overtake the cell.
        client.waitFor(id, "execute_input")
        time.sleep(chance.choice([0, chance.random() * 0.01, chance.random() * 0.1]))
        (by_signal if chance.random() < 0.3 else stop)(kernel)
        try:
            content = client.waitFor(id, "execute_reply", 5).content
        except Silence as error:
            raise Silence(f"interrupt {count} of {code!r} was lost: {error}") from error
        assert content["status"] == "error", f"interrupt {count}: {brief(content)}"
        client.idle(id, 5)
        client.log.clear()
        if count % 10 == 9:
            assert client.ok(kernel.code["use"][0]).plain == kernel.code["use"][1]


# Figures for the table


def figures(spec, dialect):
    """Loss, start and round trip as one line of JSON; what cannot be had is null."""
    from harness import Kernel

    def attempt(measure):
        try:
            return measure()
        except Exception as error:  # noqa: BLE001
            return f"{type(error).__name__}: {error}"[:200]

    def start():
        times = []
        for _ in range(3):
            started = time.monotonic()
            kernel = Kernel(spec, dialect)
            kernel.client.ok(kernel.code["value"][0], 30)
            times.append(time.monotonic() - started)
            kernel.close()
        return round(min(times), 3)

    def kept():
        kernel = Kernel(spec, dialect)
        try:
            cell = run_notebook(kernel, kernel.code["lines"](2000)).cells[0]
            return len(printed(cell).splitlines())
        finally:
            kernel.close()

    def replies():
        kernel = Kernel(spec, dialect)
        client = kernel.client
        try:
            ids = {client.start(kernel.code["value"][0]) for _ in range(200)}
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline:
                answered = {m.parent.get("msg_id") for m in client.log if m.type == "execute_reply"}
                if ids <= answered:
                    break
                client.pump(0.5)
            return len(ids & {m.parent.get("msg_id") for m in client.log if m.type == "execute_reply"})
        finally:
            kernel.close()

    def round_trip():
        kernel = Kernel(spec, dialect)
        try:
            for i in range(50):
                kernel.client.ok(f"const name{i} = {i}; {kernel.code['value'][0]}" if dialect != "python" else f"name{i} = {i}")
            times = []
            for _ in range(100):
                started = time.monotonic()
                kernel.client.ok("1 + 1")
                times.append((time.monotonic() - started) * 1000)
            return round(statistics.median(times), 1)
        finally:
            kernel.close()

    def loop():
        if dialect == "python":
            return None
        kernel = Kernel(spec, dialect)
        try:
            code = "let total = 0; const begun = Date.now(); for (let i = 0; i < 1e8; i++) total += i; Date.now() - begun"
            return int(kernel.client.ok(code, 400).plain) / 1000
        finally:
            kernel.close()

    def idle_memory():
        kernel = Kernel(spec, dialect)
        try:
            kernel.client.ok(kernel.code["value"][0])
            time.sleep(2)
            return round(memory(kernel.process.pid))
        finally:
            kernel.close()

    measures = {
        "start_s": start,
        "lines_kept": kept,
        "replies": replies,
        "round_trip_ms": round_trip,
        "loop_s": loop,
        "memory_mb": idle_memory,
    }
    print(json.dumps({"suite": "figures", **{name: attempt(measure) for name, measure in measures.items()}}), flush=True)
