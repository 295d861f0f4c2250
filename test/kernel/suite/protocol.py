"""Protocol 5.4, one contract a check. Any kernel can be asked."""

import json
import time

import zmq

from client import Silence, address, brief, execute_content
from harness import check


def protocol(**options):
    return check("protocol", **options)


def while_busy(kernel, seconds, act):
    """Calls `act` while a cell keeps its thread busy; the time it took, all of it before the cell's reply."""
    client = kernel.client
    id = client.start(kernel.code["busy_for"](seconds))
    client.waitFor(id, "execute_input")
    started = time.monotonic()
    act()
    took = time.monotonic() - started
    client.pump(0)
    assert not [m for m in client.log if m.type == "execute_reply"], "the cell had ended before"
    client.collect(id, "execute_reply")
    return took


def applied(code, start, end, match):
    """What completion makes of the code, up to the end of the match."""
    return code[:start] + match


# Kernel info, states, parents


@protocol()
def kernel_info_reply_has_every_field(kernel):
    content = kernel.client.request("kernel_info_request", {}).content
    assert content["status"] == "ok"
    for field in ("protocol_version", "implementation", "implementation_version", "banner", "help_links"):
        assert content.get(field), f"no {field}"
    language = content["language_info"]
    for field in (
        "name",
        "version",
        "mimetype",
        "file_extension",
        "pygments_lexer",
        "codemirror_mode",
        "nbconvert_exporter",
    ):
        assert language.get(field), f"no language_info.{field}"
    assert content["protocol_version"] >= "5.3", content["protocol_version"]


@protocol()
def kernel_info_is_answered_on_control(kernel):
    assert kernel.client.request("kernel_info_request", {}, "control").content["status"] == "ok"


@protocol()
def every_request_on_shell_is_framed_by_busy_and_idle(kernel):
    for type, content in REQUESTS.items():
        exchange = kernel.client.request(type, content)
        assert exchange.states == ["busy", "idle"], f"{type}: {exchange.states}"


@protocol()
def a_request_on_control_is_framed_by_busy_and_idle(kernel):
    exchange = kernel.client.request("kernel_info_request", {}, "control")
    assert exchange.states == ["busy", "idle"], exchange.states


REQUESTS = {
    "kernel_info_request": {},
    "complete_request": {"code": "x", "cursor_pos": 1},
    "inspect_request": {"code": "x", "cursor_pos": 1, "detail_level": 0},
    "is_complete_request": {"code": "1"},
    "history_request": {"output": False, "raw": True, "hist_access_type": "tail", "n": 1},
    "comm_info_request": {},
}


@protocol()
def outputs_carry_the_header_of_their_request_unchanged(kernel):
    client = kernel.client
    frames, id = client.frames("execute_request", execute_content(kernel.code["print"]))
    header = json.loads(frames[2])
    del header["date"]  # which may be written anew
    client.sockets["shell"].send_multipart(frames)
    exchange = client.collect(id, "execute_reply")
    for message in [exchange.reply, *exchange.iopub]:
        parent = {key: value for key, value in message.parent.items() if key != "date"}
        assert parent == header, f"{message.type}: {brief(parent)}"


@protocol()
def message_ids_are_never_used_twice(kernel):
    exchanges = [kernel.client.execute(kernel.code["print"]) for _ in range(5)]
    ids = [m.header["msg_id"] for exchange in exchanges for m in [exchange.reply, *exchange.iopub]]
    assert len(set(ids)) == len(ids)


@protocol()
def all_messages_of_the_kernel_have_one_session(kernel):
    exchange = kernel.client.execute(kernel.code["print"])
    sessions = {message.header["session"] for message in [exchange.reply, *exchange.iopub]}
    assert len(sessions) == 1, sessions


# Execute


@protocol()
def execute_input_repeats_code_and_count(kernel):
    code = kernel.code["print"]
    exchange = kernel.client.ok(code)
    [content] = exchange.all("execute_input")
    assert content["code"] == code
    assert content["execution_count"] == exchange.content["execution_count"]


@protocol()
def execution_count_grows_by_one(kernel):
    counts = [kernel.client.ok(kernel.code["nothing"]).content["execution_count"] for _ in range(3)]
    assert counts == [counts[0], counts[0] + 1, counts[0] + 2], counts


@protocol()
def the_value_of_the_last_expression_is_the_result(kernel):
    code, text = kernel.code["value"]
    exchange = kernel.client.ok(code)
    assert exchange.plain == text, exchange.plain
    [result] = exchange.all("execute_result")
    assert result["execution_count"] == exchange.content["execution_count"]


@protocol()
def a_cell_without_value_has_no_result(kernel):
    assert "execute_result" not in kernel.client.ok(kernel.code["nothing"]).types


@protocol()
def state_is_kept_from_cell_to_cell(kernel):
    code, text = kernel.code["use"]
    kernel.client.ok(kernel.code["define"])
    assert kernel.client.ok(code).plain == text


@protocol()
def silent_code_says_nothing_and_is_not_counted(kernel):
    before = kernel.client.ok(kernel.code["nothing"]).content["execution_count"]
    exchange = kernel.client.ok(kernel.code["value"][0], silent=True)
    assert exchange.types == ["status", "status"], exchange.types
    assert kernel.client.ok(kernel.code["nothing"]).content["execution_count"] == before + 1


@protocol()
def code_without_store_history_is_not_counted(kernel):
    before = kernel.client.ok(kernel.code["nothing"]).content["execution_count"]
    exchange = kernel.client.ok(kernel.code["value"][0], store_history=False)
    assert exchange.plain == kernel.code["value"][1]
    assert kernel.client.ok(kernel.code["nothing"]).content["execution_count"] == before + 1


@protocol()
def empty_code_succeeds_without_output(kernel):
    exchange = kernel.client.ok("")
    assert not {"execute_result", "stream", "error"} & set(exchange.types), exchange.types


@protocol()
def user_expressions_are_bundles(kernel):
    code, text = kernel.code["value"]
    values = kernel.client.ok(kernel.code["nothing"], user_expressions={"answer": code}).content["user_expressions"]
    assert values["answer"]["status"] == "ok", values
    assert values["answer"]["data"]["text/plain"] == text, values


@protocol()
def a_user_expression_that_fails_is_an_error_of_its_own(kernel):
    code, text = kernel.code["value"]
    wanted = {"bad": "notThere.atAll", "good": code}
    values = kernel.client.ok(kernel.code["nothing"], user_expressions=wanted).content["user_expressions"]
    assert values["bad"]["status"] == "error" and values["bad"]["ename"], values
    assert values["good"]["data"]["text/plain"] == text, values


@protocol()
def an_error_is_told_by_message_and_by_reply(kernel):
    exchange = kernel.client.execute(kernel.code["throw"])
    reply = exchange.content
    assert reply["status"] == "error"
    [error] = exchange.all("error")
    assert error["ename"] == reply["ename"] == kernel.code["error_name"], reply["ename"]
    assert error["evalue"] == reply["evalue"] == "boom", reply["evalue"]
    assert error["traceback"] == reply["traceback"]
    assert any("boom" in line for line in error["traceback"])


@protocol()
def cells_queued_behind_an_error_are_answered_aborted(kernel):
    client = kernel.client
    client.ok(kernel.code["counter"])
    slow = kernel.code["sleep"](0.2) + "\n" + kernel.code["throw"]
    ids = [client.start(slow), *(client.start(kernel.code["bump"]) for _ in range(3))]
    replies = [client.collect(id, "execute_reply") for id in ids]
    assert replies[0].content["status"] == "error"
    for exchange in replies[1:]:
        assert exchange.content["status"] == "aborted", brief(exchange.content)
        assert exchange.states == ["busy", "idle"], exchange.states
    assert client.ok(kernel.code["read_counter"]).plain == "0"


@protocol()
def cells_queued_behind_an_error_found_at_once_are_aborted_too(kernel):
    client = kernel.client
    client.ok(kernel.code["counter"])
    for _ in range(5):
        ids = [client.start(kernel.code["throw"]), client.start(kernel.code["bump"])]
        statuses = [client.collect(id, "execute_reply").content["status"] for id in ids]
        assert statuses == ["error", "aborted"], statuses


@protocol()
def without_stop_on_error_queued_cells_run(kernel):
    client = kernel.client
    client.ok(kernel.code["counter"])
    slow = kernel.code["sleep"](0.1) + "\n" + kernel.code["throw"]
    ids = [client.start(slow, stop_on_error=False), client.start(kernel.code["bump"])]
    statuses = [client.collect(id, "execute_reply").content["status"] for id in ids]
    assert statuses == ["error", "ok"], statuses
    assert client.ok(kernel.code["read_counter"]).plain == "1"


@protocol()
def a_cell_sent_after_an_error_reply_runs(kernel):
    for _ in range(5):
        id = kernel.client.start(kernel.code["throw"])
        kernel.client.waitFor(id, "execute_reply")
        kernel.client.ok(kernel.code["nothing"])


# Outputs


@protocol()
def printed_text_is_a_stream(kernel):
    assert kernel.client.ok(kernel.code["print"]).text() == "hello, world\n"


@protocol()
def text_on_stderr_is_a_stream_of_its_own(kernel):
    assert kernel.client.ok(kernel.code["print_error"]).text("stderr") == "oops\n"


@protocol()
def streams_keep_their_order(kernel):
    parts = kernel.client.ok(kernel.code["mixed_output"]).all("stream")
    assert "".join(part["text"] for part in parts) == "one\ntwo\nthree\n", parts


@protocol()
def everything_printed_is_out_before_idle(kernel):
    exchange = kernel.client.ok(kernel.code["lines"](3000), 30)
    lines = exchange.text().splitlines()
    assert lines == [f"line {i}" for i in range(3000)], f"{len(lines)} of 3000 lines"


@protocol(needs=("html",))
def display_data_is_a_bundle(kernel):
    code, mime = kernel.code["html"]
    displays = kernel.client.ok(code).all("display_data")
    assert any(mime in display["data"] for display in displays), displays


@protocol(needs=("display_then_print",))
def displays_and_printed_text_keep_their_order(kernel):
    exchange = kernel.client.ok(kernel.code["display_then_print"])
    outputs = [kind for kind in exchange.types if kind in ("stream", "display_data")]
    assert outputs == ["stream", "display_data", "stream"], outputs


@protocol(needs=("update",))
def update_display_data_names_the_display(kernel):
    first, second = kernel.code["update"]
    displays = [c for c in kernel.client.ok(first).all("display_data") if c.get("transient", {}).get("display_id")]
    assert displays, "no display_data with a display_id"
    updates = kernel.client.ok(second).all("update_display_data")
    assert updates, "no update_display_data"
    assert updates[0]["transient"]["display_id"] == displays[0]["transient"]["display_id"]


@protocol(needs=("clear",))
def clear_output_is_sent(kernel):
    assert kernel.client.ok(kernel.code["clear"]).all("clear_output")


# Questions about code


@protocol()
def completion_replaces_the_prefix(kernel):
    code, name = kernel.code["member_prefix"]
    content = kernel.client.request("complete_request", {"code": code, "cursor_pos": len(code)}).content
    start, end = content["cursor_start"], content["cursor_end"]
    assert any(applied(code, start, end, match).endswith(name) for match in content["matches"]), brief(content)


@protocol()
def completion_counts_code_points(kernel):
    code, name = kernel.code["astral"]
    content = kernel.client.request("complete_request", {"code": code, "cursor_pos": len(code)}).content
    assert content["cursor_end"] == len(code), content["cursor_end"]
    texts = [applied(code, content["cursor_start"], content["cursor_end"], match) for match in content["matches"]]
    prefix = code[: code.rindex(".") + 1]
    assert prefix + name in texts, texts[:5]


@protocol()
def completion_looks_at_the_cursor_not_at_the_end(kernel):
    code, name = kernel.code["member_prefix"]
    whole = code + "\n\n"
    content = kernel.client.request("complete_request", {"code": whole, "cursor_pos": len(code)}).content
    assert content["cursor_end"] == len(code) and content["matches"], brief(content)


@protocol()
def completion_knows_kinds(kernel):
    code, _ = kernel.code["member_prefix"]
    content = kernel.client.request("complete_request", {"code": code, "cursor_pos": len(code)}).content
    kinds = content["metadata"].get("_jupyter_types_experimental")
    assert kinds and all(kind["text"] and kind["type"] for kind in kinds), brief(content["metadata"])


@protocol()
def completion_knows_names_of_earlier_cells(kernel):
    kernel.client.ok(kernel.code["define"])
    content = kernel.client.request("complete_request", {"code": "kep", "cursor_pos": 3}).content
    assert "kept" in content["matches"], brief(content)


@protocol()
def completion_does_not_wait_for_a_busy_cell(kernel):
    code, _ = kernel.code["member_prefix"]
    request = {"code": code, "cursor_pos": len(code)}
    while_busy(kernel, 1.5, lambda: kernel.client.request("complete_request", request))


@protocol()
def inspection_finds_a_name(kernel):
    name = kernel.code["inspectable"]
    content = kernel.client.request("inspect_request", {"code": name, "cursor_pos": 2, "detail_level": 0}).content
    assert content["found"] is True and content["data"].get("text/plain"), brief(content)


@protocol()
def inspection_counts_code_points(kernel):
    name = kernel.code["inspectable"]
    code = f'"😀😀😀😀😀😀😀😀"; {name}'
    content = kernel.client.request(
        "inspect_request", {"code": code, "cursor_pos": len(code) - 1, "detail_level": 0}
    ).content
    assert content["found"] is True, brief(content)


@protocol()
def inspection_of_nothing_is_not_found(kernel):
    content = kernel.client.request("inspect_request", {"code": "  ", "cursor_pos": 1, "detail_level": 0}).content
    assert content["status"] == "ok" and content["found"] is False, brief(content)


@protocol()
def complete_code_is_told_from_incomplete_and_invalid(kernel):
    for status in ("complete", "incomplete", "invalid"):
        for code in kernel.code[status]:
            content = kernel.client.request("is_complete_request", {"code": code}).content
            assert content["status"] == status, f"{code!r}: {content['status']}, not {status}"


@protocol()
def incomplete_code_comes_with_indentation(kernel):
    content = kernel.client.request("is_complete_request", {"code": kernel.code["incomplete"][0]}).content
    assert content.get("indent", "").isspace(), content


# History


def history(kernel, **request):
    return kernel.client.request("history_request", {"output": False, "raw": True, **request}).content["history"]


@protocol()
def history_tail_has_the_last_cells(kernel):
    codes = [kernel.code["nothing"], kernel.code["value"][0], kernel.code["print"]]
    for code in codes:
        kernel.client.ok(code)
    rows = history(kernel, hist_access_type="tail", n=3)
    assert [row[2] for row in rows] == codes, rows


@protocol()
def history_range_has_the_lines_asked_for(kernel):
    counts = [kernel.client.ok(kernel.code["value"][0]).content["execution_count"] for _ in range(3)]
    rows = history(kernel, hist_access_type="range", session=0, start=counts[0], stop=counts[2])
    assert [row[1] for row in rows] == counts[:2], rows


@protocol()
def history_search_takes_patterns(kernel):
    code = kernel.code["value"][0]
    for _ in range(2):
        kernel.client.ok(code)
    pattern = code[0] + "*" + code[-1]
    found = history(kernel, hist_access_type="search", pattern=pattern)
    assert len(found) >= 2 and all(row[2] == code for row in found), found[:3]
    assert len(history(kernel, hist_access_type="search", pattern=pattern, unique=True)) == 1
    assert len(history(kernel, hist_access_type="search", pattern=pattern, n=2)) == 2


@protocol()
def history_with_output_has_pairs(kernel):
    code, text = kernel.code["value"]
    kernel.client.ok(code)
    [row] = history(kernel, hist_access_type="tail", n=1, output=True)
    assert row[2] == [code, text], row


# Comms


@protocol()
def comm_info_lists_comms(kernel):
    content = kernel.client.request("comm_info_request", {}).content
    assert content["status"] == "ok" and isinstance(content["comms"], dict)


@protocol()
def a_comm_of_an_unknown_target_is_closed(kernel):
    client = kernel.client
    id = client.send("shell", "comm_open", {"comm_id": "c1", "target_name": "nobody knows", "data": {}})
    close = client.wait(lambda m: m.type == "comm_close" and m.content["comm_id"] == "c1", 5, "comm_close")
    assert close.channel == "iopub"
    assert client.idle(id, 5)
    assert "c1" not in client.request("comm_info_request", {}).content["comms"]


# Input


@protocol(needs=("input",))
def input_asks_the_client_whose_cell_runs(kernel):
    client = kernel.client
    with kernel.second_client() as other:
        id = client.start(kernel.code["input"], allow_stdin=True)
        request = client.wait(lambda m: m.channel == "stdin", 5, "input_request")
        assert request.type == "input_request" and request.content["prompt"] == "name? ", request
        assert request.parent["msg_id"] == id
        other.pump(0.1)
        assert not [m for m in other.log if m.channel == "stdin"]
        client.send("stdin", "input_reply", {"value": "Ada"}, parent=request.header)
        exchange = client.collect(id, "execute_reply")
    assert exchange.text() == "hello Ada\n", exchange.text()


@protocol(needs=("input",))
def input_fails_where_the_client_does_not_allow_it(kernel):
    exchange = kernel.client.execute(kernel.code["input"], allow_stdin=False)
    assert exchange.content["status"] == "error", brief(exchange.content)


@protocol(needs=("input",))
def an_interrupt_ends_a_pending_input(kernel):
    client = kernel.client
    id = client.start(kernel.code["input"], allow_stdin=True)
    client.wait(lambda m: m.channel == "stdin", 5, "input_request")
    client.request("interrupt_request", {}, "control")
    assert client.collect(id, "execute_reply", 5).content["status"] == "error"


# Heartbeat, several clients, unknown messages


def beat(kernel, seconds=2.0):
    with zmq.Context.instance().socket(zmq.REQ) as socket:
        socket.linger = 0
        socket.connect(address(kernel.info, "hb"))
        started = time.monotonic()
        socket.send(b"ping")
        if not socket.poll(seconds * 1000):
            raise Silence(f"no heartbeat within {seconds} s")
        assert socket.recv() == b"ping"
        return time.monotonic() - started


@protocol()
def heartbeats_are_answered(kernel):
    beat(kernel)


@protocol()
def heartbeats_are_answered_while_a_cell_is_busy(kernel):
    while_busy(kernel, 1.5, lambda: [beat(kernel, 1) for _ in range(10)])


@protocol()
def control_is_answered_while_a_cell_is_busy(kernel):
    client = kernel.client
    ask = lambda: client.waitFor(client.send("control", "kernel_info_request", {}), "kernel_info_reply")  # noqa: E731
    while_busy(kernel, 1.5, ask)


@protocol()
def each_client_gets_its_own_replies_and_all_outputs(kernel):
    with kernel.second_client() as other:
        mine = kernel.client.ok(kernel.code["print"])
        assert "".join(part["text"] for part in seen_by(other, mine.id)) == "hello, world\n"
        assert not [m for m in other.log if m.channel == "shell"]
        assert other.ok(kernel.code["value"][0]).plain == kernel.code["value"][1]


def seen_by(client, id):
    return [m.content for m in client.idle(id) if m.type == "stream"]


@protocol()
def an_unknown_type_of_message_changes_nothing(kernel):
    for channel in ("shell", "control"):
        kernel.client.send(channel, "no_such_request", {"any": 1})
        kernel.client.ok(kernel.code["value"][0])


@protocol()
def two_hundred_queued_cells_are_all_answered(kernel):
    client = kernel.client
    client.ok(kernel.code["counter"])
    ids = [client.start(kernel.code["bump"]) for _ in range(200)]
    deadline = time.monotonic() + 60
    for id in ids:
        reply = client.waitFor(id, "execute_reply", max(0.1, min(10, deadline - time.monotonic())))
        assert reply.content["status"] == "ok", brief(reply.content)
    assert client.ok(kernel.code["read_counter"]).plain == "200"


@protocol()
def a_subscription_is_welcomed(kernel):
    with kernel.second_client(join=False) as other:
        welcome = other.wait(lambda m: m.type == "iopub_welcome", 3, "iopub_welcome")
        assert welcome.content == {"subscription": ""} and welcome.parent == {}, welcome
