"""The message layer: what is no message, or not from somebody who has the key, is dropped, and the kernel goes on."""

import json
import os
import random
import secrets
import signal
import socket
import subprocess
import tempfile
import time

import zmq

from client import DELIMITER, Silence, execute_content
from harness import Skip, check


def wire(**options):
    return check("wire", **options)


def still_answers(kernel, seconds=10):
    code, text = kernel.code["value"]
    assert kernel.client.ok(code, seconds).plain == text


def nothing_comes(kernel, seconds=0.3):
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        kernel.client.pump(left)
    answers = [message.type for message in kernel.client.log if message.type != "iopub_welcome"]
    assert not answers, f"answered by {answers}"


def is_dropped(kernel, part, change):
    """Sends a cell with a changed part: 1 is the signature, 5 the content."""
    frames, _ = kernel.client.frames("execute_request", execute_content(kernel.code["print"]))
    frames[part] = change(frames[part])
    kernel.client.sockets["shell"].send_multipart(frames)
    nothing_comes(kernel)
    still_answers(kernel)


@wire()
def an_unsigned_message_is_dropped(kernel):
    is_dropped(kernel, 1, lambda _: b"")


@wire()
def a_wrongly_signed_message_is_dropped(kernel):
    is_dropped(kernel, 1, lambda _: secrets.token_hex(32).encode())


@wire()
def a_message_changed_after_signing_is_dropped(kernel):
    is_dropped(kernel, 5, lambda content: content.replace(b"hello", b"other"))


@wire()
def a_message_sent_twice_runs_once(kernel):
    client = kernel.client
    client.ok(kernel.code["counter"])
    frames, id = client.frames("execute_request", execute_content(kernel.code["bump"]))
    client.sockets["shell"].send_multipart(frames)
    client.collect(id, "execute_reply")
    client.sockets["shell"].send_multipart(frames)
    nothing_comes(kernel)
    assert client.ok(kernel.code["read_counter"]).plain == "1"


@wire()
def what_is_dropped_is_logged_in_one_line(kernel):
    before = len(kernel.log.splitlines())
    frames, _ = kernel.client.frames("execute_request", execute_content(kernel.code["print"]))
    frames[1] = b"0" * 64
    kernel.client.sockets["shell"].send_multipart(frames)
    still_answers(kernel)
    lines = kernel.log.splitlines()[before:]
    assert len(lines) == 1, lines


@wire()
def truncated_frames_are_dropped(kernel):
    for channel in ("shell", "control", "stdin"):
        for length in range(0, 6):
            frames, _ = kernel.client.frames("kernel_info_request", {})
            kernel.client.sockets[channel].send_multipart(frames[:length] or [b""])
    nothing_comes(kernel)
    still_answers(kernel)


@wire()
def parts_that_are_no_json_objects_are_dropped(kernel):
    client = kernel.client
    for wrong in (b"", b"{", b"[]", b"null", b"12", b'"text"', b"\xff\xfe{}", b"\x00" * 100):
        for at in range(4):
            parts = [client.frames("kernel_info_request", {})[0][2], b"{}", b"{}", b"{}"]
            parts[at] = wrong
            client.sockets["shell"].send_multipart([DELIMITER, client.sign(parts), *parts])
    client.quiet()
    still_answers(kernel)


@wire()
def contents_of_the_wrong_shape_harm_nothing(kernel):
    client = kernel.client
    wrong = [{}, {"code": 5}, {"code": None}, {"code": ["1"]}, {"code": "1", "cursor_pos": "x"}]
    for type in (
        "execute_request",
        "complete_request",
        "inspect_request",
        "is_complete_request",
        "history_request",
        "comm_open",
        "comm_msg",
        "comm_close",
    ):
        for content in wrong:
            client.send("shell", type, content)
    client.send("stdin", "input_reply", {})
    client.send("control", "shutdown_request", {"restart": "perhaps"})
    client.quiet(0.5)
    if not kernel.alive:
        raise AssertionError("the kernel ended")
    still_answers(kernel)


@wire()
def cursors_outside_of_the_code_harm_nothing(kernel):
    for position in (-1, -(10**9), 10**9, 2**53):
        for type in ("complete_request", "inspect_request"):
            kernel.client.request(type, {"code": "ab", "cursor_pos": position, "detail_level": 0})
    still_answers(kernel)


@wire()
def deeply_nested_json_harms_nothing(kernel):
    client = kernel.client
    for depth in (1_000, 100_000, 1_000_000):
        deep = b'{"a":' * depth + b"1" + b"}" * depth
        for at in (1, 2, 3):
            parts = [client.frames("kernel_info_request", {})[0][2], b"{}", b"{}", b"{}"]
            parts[at] = deep
            client.sockets["shell"].send_multipart([DELIMITER, client.sign(parts), *parts])
    still_answers(kernel, 30)


@wire()
def a_deeply_nested_comm_harms_nothing(kernel):
    client = kernel.client
    depth = 100_000
    deep = b'{"a":' * depth + b"1" + b"}" * depth
    parts = [client.frames("comm_open", {})[0][2], b"{}", b"{}"]
    parts.append(b'{"comm_id":"deep","target_name":"none","data":' + deep + b"}")
    client.sockets["shell"].send_multipart([DELIMITER, client.sign(parts), *parts])
    still_answers(kernel, 30)


@wire()
def a_frame_of_a_hundred_megabytes_harms_nothing(kernel):
    kernel.client.send("shell", "kernel_info_request", {}, buffers=[b"\x00" * 100_000_000])
    kernel.client.send("shell", "kernel_info_request", {"filler": "x" * 20_000_000})
    kernel.client.wait(lambda m: m.type == "kernel_info_reply", 30)
    kernel.client.wait(lambda m: m.type == "kernel_info_reply", 30)
    kernel.client.quiet()
    still_answers(kernel)


@wire()
def identities_of_several_frames_come_back(kernel):
    client = kernel.client
    frames, id = client.frames("kernel_info_request", {})
    client.sockets["shell"].send_multipart([b"outer", b"inner", *frames])
    poller = zmq.Poller()
    poller.register(client.sockets["shell"], zmq.POLLIN)
    assert poller.poll(5000), "no reply"
    answer = client.sockets["shell"].recv_multipart()
    assert answer[:2] == [b"outer", b"inner"], answer[:3]


@wire()
def text_with_half_a_surrogate_pair_reaches_the_client_as_unicode(kernel):
    if kernel.dialect == "python":
        raise Skip("Python cannot print it")
    text = kernel.client.ok('console.log("a\\ud83d" + "b")').text()
    text.encode("utf-8")
    assert text.startswith("a") and text.endswith("b\n"), text


@wire()
def the_kernel_listens_only_where_it_was_told(kernel):
    if not os.path.exists("/proc/net/tcp"):
        raise Skip("needs /proc")
    told = {kernel.info[f"{name}_port"] for name in ("shell", "control", "stdin", "iopub", "hb")}
    found = listening(kernel.process.pid)
    assert {port for _, port in found} == told, f"listens on {found}, told {told}"
    assert {ip for ip, _ in found} == {kernel.info["ip"]}, found


def listening(pid):
    """Addresses and ports of the TCP sockets on which the process listens."""
    inodes = set()
    for fd in os.listdir(f"/proc/{pid}/fd"):
        try:
            link = os.readlink(f"/proc/{pid}/fd/{fd}")
        except OSError:
            continue
        if link.startswith("socket:["):
            inodes.add(link[8:-1])
    found = set()
    for table in ("tcp", "tcp6"):
        with open(f"/proc/net/{table}") as file:
            for line in file.readlines()[1:]:
                parts = line.split()
                if parts[3] == "0A" and parts[9] in inodes:
                    host, port = parts[1].split(":")
                    ip = socket.inet_ntoa(bytes.fromhex(host)[::-1]) if len(host) == 8 else host
                    found.add((ip, int(port, 16)))
    return found


# Lifetime


def ends(kernel, seconds=5):
    deadline = time.monotonic() + seconds
    while kernel.process.poll() is None:
        if time.monotonic() > deadline:
            raise Silence(f"the process goes on {seconds} s later")
        time.sleep(0.02)
    return kernel.process.poll()


@wire(alone=True)
def shutdown_on_control_is_answered_and_told_to_all(kernel):
    with kernel.second_client() as other:
        exchange = kernel.client.request("shutdown_request", {"restart": True}, "control")
        assert exchange.content == {"status": "ok", "restart": True}, exchange.content
        told = other.wait(lambda m: m.type == "shutdown_reply", 2, "shutdown_reply on iopub")
        assert told.channel == "iopub" and told.content["restart"] is True
    assert ends(kernel) == 0, kernel.process.poll()


@wire(alone=True)
def shutdown_on_shell_works_too(kernel):
    assert kernel.client.request("shutdown_request", {"restart": False}).content["status"] == "ok"
    assert ends(kernel) == 0


@wire(alone=True)
def shutdown_ends_a_busy_cell(kernel):
    kernel.client.waitFor(kernel.client.start(kernel.code["busy_loop_after_print"]), "stream")
    kernel.client.waitFor(kernel.client.send("control", "shutdown_request", {"restart": False}), "shutdown_reply")
    ends(kernel)


@wire(alone=True)
def sigterm_ends_the_kernel_cleanly(kernel):
    kernel.process.send_signal(signal.SIGTERM)
    assert ends(kernel) == 0, f"exit code {kernel.process.poll()}"


@wire(alone=True)
def sigint_while_nothing_runs_is_harmless(kernel):
    kernel.process.send_signal(signal.SIGINT)
    time.sleep(0.2)
    assert kernel.alive
    still_answers(kernel)


@wire()
def the_kernel_ends_when_its_parent_does(kernel):
    # A parent that starts the kernel and ends at once; the kernel's number comes on its stdout.
    file = os.path.join(tempfile.gettempdir(), f"assay-suite-{os.getpid()}-{secrets.token_hex(4)}.json")
    from jupyter_client.connect import write_connection_file
    from jupyter_client.kernelspec import KernelSpecManager

    _, info = write_connection_file(file, key=b"secret")
    argv = [part.replace("{connection_file}", file) for part in KernelSpecManager().get_kernel_spec(kernel.name).argv]
    program = (
        "import json, os, subprocess, sys, time\n"
        "env = {**os.environ, 'JPY_PARENT_PID': str(os.getpid())}\n"
        "child = subprocess.Popen(json.loads(sys.argv[1]), env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(3)\n"
    )
    parent = subprocess.Popen(
        [os.environ.get("PYTHON", "python3"), "-c", program, json.dumps(argv)], stdout=subprocess.PIPE, text=True
    )
    pid = int(parent.stdout.readline())
    parent.wait()
    try:
        deadline = time.monotonic() + 10
        while running(pid):
            if time.monotonic() > deadline:
                raise Silence("the kernel goes on 10 s after its parent ended")
            time.sleep(0.1)
    finally:
        os.unlink(file)
        if running(pid):
            os.kill(pid, signal.SIGKILL)


def running(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@wire()
def ipc_sockets_and_an_empty_key_work(kernel):
    from jupyter_client.manager import KernelManager

    with kernel.another(manager=KernelManager(kernel_name=kernel.name, transport="ipc")) as other:
        still_answers(other)
    manager = KernelManager(kernel_name=kernel.name)
    manager.session.key = b""
    with kernel.another(manager=manager) as other:
        still_answers(other)


# Fuzz


@check("fuzz")
def ten_thousand_random_messages_leave_the_kernel_alive(kernel):
    seed = int(os.environ.get("SUITE_SEED", "7"))
    chance = random.Random(seed)
    client = kernel.client
    for count in range(10_000):
        channel = chance.choice(["shell", "control", "stdin"])
        client.sockets[channel].send_multipart(random_frames(chance, client, kernel))
        if count % 500 == 0:
            client.pump(0.01)
            client.log.clear()
        if count % 1000 == 999:
            # Everything before it on the channel is worked off once this one is answered.
            client.waitFor(client.send("shell", "kernel_info_request", {}), "kernel_info_reply", 60)
            assert kernel.alive, f"dead after {count} messages of seed {seed}"
    client.quiet(1)
    client.invalid.clear()
    still_answers(kernel, 60)
    assert client.request("kernel_info_request", {}, "control", 30).content["status"] == "ok"


TYPES = [
    "kernel_info_request",
    "complete_request",
    "inspect_request",
    "is_complete_request",
    "history_request",
    "comm_info_request",
    "comm_open",
    "comm_msg",
    "comm_close",
    "input_reply",
    "debug_request",
    "interrupt_request",
    "connect_request",
    "execute_request",
    "",
    "constructor",
    "__proto__",
    "execute_reply",
    "\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
]


def random_value(chance, depth=0):
    kind = chance.randrange(9 if depth < 4 else 6)
    if kind == 0:
        return chance.choice([None, True, False])
    if kind == 1:
        return chance.choice([0, -1, 1, 2**31, 2**53, -(2**63), 1e308, 0.5])
    if kind < 6:
        alphabet = "ab{}[]()'\"\\.\n;=>?*😀\u0000é"
        return "".join(chance.choice(alphabet) for _ in range(chance.randrange(30)))
    if kind == 6:
        return [random_value(chance, depth + 1) for _ in range(chance.randrange(5))]
    return random_content(chance, depth + 1)


FIELDS = [
    "code",
    "cursor_pos",
    "detail_level",
    "silent",
    "user_expressions",
    "hist_access_type",
    "n",
    "start",
    "stop",
    "session",
    "pattern",
    "comm_id",
    "target_name",
    "data",
    "value",
    "restart",
    "__proto__",
    "constructor",
    "",
]


def random_content(chance, depth=0):
    fields = chance.sample(FIELDS, chance.randrange(8))
    content = {field: random_value(chance, depth) for field in fields}
    if chance.random() < 0.3:
        content["hist_access_type"] = chance.choice(["tail", "range", "search"])
    return content


def random_frames(chance, client, kernel):
    """A message from well formed to noise."""
    kind = chance.random()
    if kind < 0.1:
        return [chance.randbytes(chance.randrange(50)) for _ in range(1 + chance.randrange(8))]
    type = chance.choice(TYPES)
    content = random_content(chance)
    if type == "execute_request" and chance.random() < 0.5:
        content["code"] = chance.choice([kernel.code["value"][0], kernel.code["throw"], kernel.code["print"]])
    frames, _ = client.frames(type, content, parent=random_content(chance), metadata=random_content(chance))
    if kind < 0.2:
        return frames[: 1 + chance.randrange(len(frames))]
    if kind < 0.3:
        frames[1] = chance.choice([b"", b"0" * 64, chance.randbytes(64), frames[1][:-1], frames[1].upper()])
    elif kind < 0.45:
        # Rightly signed, but with a part that is broken.
        parts = frames[2:6]
        at = chance.randrange(4)
        broken = bytearray(parts[at])
        for _ in range(1 + chance.randrange(4)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        parts[at] = bytes(broken)
        return [DELIMITER, client.sign(parts), *parts]
    elif kind < 0.5:
        return [DELIMITER, *frames, *frames]
    elif kind < 0.6:
        frames += [chance.randbytes(chance.randrange(2000)) for _ in range(chance.randrange(5))]
    return frames
