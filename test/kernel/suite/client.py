"""A Jupyter client on plain ZeroMQ, apart from jupyter_client: every message it gets is checked against the schema."""

import hashlib
import hmac
import json
import re
import time
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timezone

import zmq

from schemas import problem_of

ANSI = re.compile(r"\x1b\[[0-9;]*m")
DELIMITER = b"<IDS|MSG>"
CHANNELS = {"shell": zmq.DEALER, "control": zmq.DEALER, "stdin": zmq.DEALER, "iopub": zmq.SUB}


@dataclass
class Message:
    channel: str
    header: dict
    parent: dict
    metadata: dict
    content: dict
    buffers: list = field(default_factory=list)
    at: float = 0.0

    @property
    def type(self):
        return self.header["msg_type"]


class Silence(AssertionError):
    """The kernel did not say in time what was waited for."""


@dataclass
class Exchange:
    """A request, its reply, and what was published for it, from busy to idle."""

    id: str
    reply: Message | None
    iopub: list

    @property
    def content(self):
        return self.reply.content

    @property
    def types(self):
        return [message.type for message in self.iopub]

    def all(self, kind):
        return [message.content for message in self.iopub if message.type == kind]

    def text(self, name="stdout"):
        return "".join(part["text"] for part in self.all("stream") if part["name"] == name)

    @property
    def plain(self):
        """text/plain of the value."""
        results = self.all("execute_result")
        assert len(results) == 1, f"{len(results)} execute_result, reply {self.reply and self.content}"
        return ANSI.sub("", results[0]["data"]["text/plain"])

    @property
    def states(self):
        return [status["execution_state"] for status in self.all("status")]


def spoken(exchange):
    """tslab prints values and errors as streams: for checks of the language they are where others have them."""
    printed, wrong = (ANSI.sub("", exchange.text(name)).strip() for name in ("stdout", "stderr"))
    if printed and not exchange.all("execute_result"):
        content = {"data": {"text/plain": printed.split("\n")[-1]}, "metadata": {}}
        exchange.iopub.append(Message("iopub", {"msg_type": "execute_result"}, {}, {}, content))
    if exchange.reply and exchange.content["status"] == "error":
        exchange.reply.content.update(ename=wrong.split(":")[0], evalue=wrong, traceback=wrong.split("\n"))
    return exchange


class Client:
    """`info` is the content of a connection file."""

    def __init__(self, info, context=None):
        self.info = info
        self.key = (info["key"] if isinstance(info["key"], bytes) else info["key"].encode())
        self.session = uuid.uuid4().hex
        self.invalid = []
        self.log = []
        self.values_are_printed = False
        self.context = context or zmq.Context.instance()
        self.poller = zmq.Poller()
        self.sockets = {}
        for name, kind in CHANNELS.items():
            socket = self.context.socket(kind)
            socket.linger = 0
            socket.rcvhwm = socket.sndhwm = 0
            if kind == zmq.DEALER:
                socket.identity = self.session.encode()
            else:
                socket.subscribe(b"")
            socket.connect(address(info, name))
            self.poller.register(socket, zmq.POLLIN)
            self.sockets[name] = socket

    def close(self):
        for socket in self.sockets.values():
            socket.close()

    def join(self, seconds=10.0, check_alive=lambda: None):
        """Asks until an answer and its idle have come: from then on all that is published comes here."""
        deadline = time.monotonic() + seconds
        while True:
            id = self.send("shell", "kernel_info_request", {})
            try:
                self.waitFor(id, "kernel_info_reply", 0.5)
                self.idle(id, 0.2)
                break
            except Silence:
                check_alive()
                if time.monotonic() > deadline:
                    raise
        self.quiet(0.05)

    # Sending

    def frames(self, type, content, parent=None, metadata=None, buffers=(), header=None):
        """Signed frames of a message, and its id."""
        header = header or {
            "msg_id": uuid.uuid4().hex,
            "msg_type": type,
            "session": self.session,
            "username": "suite",
            "date": datetime.now(timezone.utc).isoformat(),
            "version": "5.4",
        }
        parts = [json.dumps(part).encode() for part in (header, parent or {}, metadata or {}, content)]
        return [DELIMITER, self.sign(parts), *parts, *buffers], header["msg_id"]

    def sign(self, parts):
        if not self.key:
            return b""
        digest = hmac.new(self.key, digestmod=hashlib.sha256)
        for part in parts:
            digest.update(part)
        return digest.hexdigest().encode()

    def send(self, channel, type, content, **options):
        frames, id = self.frames(type, content, **options)
        self.sockets[channel].send_multipart(frames)
        return id

    # Receiving

    def pump(self, seconds):
        """Reads what has come; waits for `seconds` at most for the first message."""
        for socket, _ in self.poller.poll(max(0, seconds) * 1000):
            name = next(name for name, one in self.sockets.items() if one is socket)
            while True:
                try:
                    frames = socket.recv_multipart(zmq.NOBLOCK)
                except zmq.Again:
                    break
                self.log.append(self.parse(name, frames))

    def parse(self, channel, frames):
        signature, *parts = frames[frames.index(DELIMITER) + 1 :]
        assert signature == self.sign(parts[:4]), f"wrong signature on {channel}"
        header, parent, metadata, content = map(json.loads, parts[:4])
        if not isinstance(parent, dict):
            self.invalid.append(f"a parent header that is no object: {parent!r}")
            parent = {}
        message = Message(channel, header, parent, metadata, content, parts[4:], time.monotonic())
        problem = problem_of(message)
        if problem:
            self.invalid.append(f"{message.type}: {problem}")
        return message

    def wait(self, wanted, seconds=10.0, what="a message"):
        """The first message from now or before for which `wanted` holds; it is taken out of the log."""
        deadline = time.monotonic() + seconds
        seen = 0
        while True:
            for at in range(seen, len(self.log)):
                if wanted(self.log[at]):
                    return self.log.pop(at)
            seen = len(self.log)
            left = deadline - time.monotonic()
            if left <= 0:
                raise Silence(f"no {what} within {seconds:.0f} s, but {[m.type for m in self.log][-8:]}")
            self.pump(left)

    def waitFor(self, id, type, seconds=10.0):
        return self.wait(
            lambda message: message.type == type and message.parent.get("msg_id") == id, seconds, type
        )

    def idle(self, id, seconds=10.0):
        """Everything published for a request, until it is idle; taken out of the log."""
        final = self.wait(
            lambda message: message.type == "status"
            and message.content["execution_state"] == "idle"
            and message.parent.get("msg_id") == id,
            seconds,
            "idle",
        )
        mine = [m for m in self.log if m.channel == "iopub" and m.parent.get("msg_id") == id and m.at <= final.at]
        self.log = [m for m in self.log if not (m.channel == "iopub" and m.parent.get("msg_id") == id and m.at <= final.at)]
        return [*mine, final]

    def collect(self, id, type, seconds=10.0):
        """Reply of the type and what was published."""
        deadline = time.monotonic() + seconds
        reply = self.waitFor(id, type, seconds)
        exchange = Exchange(id, reply, self.idle(id, max(2.0, deadline - time.monotonic())))
        return spoken(exchange) if self.values_are_printed else exchange

    # Requests

    def request(self, type, content, channel="shell", seconds=10.0, **options):
        id = self.send(channel, type, content, **options)
        return self.collect(id, type.replace("_request", "_reply"), seconds)

    def start(self, code, **options):
        """Sends an execute_request and gives its id."""
        return self.send("shell", "execute_request", execute_content(code, **options))

    def execute(self, code, seconds=15.0, **options):
        return self.collect(self.start(code, **options), "execute_reply", seconds)

    def ok(self, code, seconds=15.0, **options):
        """Executes what must not fail."""
        exchange = self.execute(code, seconds, **options)
        if exchange.content["status"] == "abort":  # tslab's word, for 200 ms after an error
            time.sleep(0.3)
            exchange = self.execute(code, seconds, **options)
        assert exchange.content["status"] == "ok", brief(exchange.content)
        return exchange

    def quiet(self, seconds=0.2):
        """Reads for so long and forgets all of it."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self.pump(left)
        self.log.clear()


def address(info, name):
    port = info[f"{name}_port"]
    return f"ipc://{info['ip']}-{port}" if info["transport"] == "ipc" else f"tcp://{info['ip']}:{port}"


def execute_content(code, **options):
    return {
        "code": code,
        "silent": False,
        "store_history": True,
        "user_expressions": {},
        "allow_stdin": False,
        "stop_on_error": True,
        **options,
    }


def brief(value, length=400):
    text = json.dumps(value, default=str)
    return text if len(text) <= length else f"{text[:length]}..."
