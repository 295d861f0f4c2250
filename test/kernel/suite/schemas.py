"""Schemas of the messages that a kernel sends, protocol 5.4: those of jupyter_kernel_test, and what they lack."""

from jsonschema import Draft202012Validator, ValidationError
from jupyter_kernel_test.msgspec_v5 import validate_message

TEXT = {"type": "string"}
LINES = {"type": "array", "items": TEXT}
COUNT = {"type": "integer", "minimum": 0}
ANY = {"type": "object"}
BUNDLE = {"type": "object", "patternProperties": {r"^[\w.+-]+/[\w.+-]+$": {}}, "additionalProperties": False}


def record(required, optional=None):
    return {"type": "object", "properties": {**required, **(optional or {})}, "required": list(required)}


HEADER = record(
    {
        "msg_id": {"type": "string", "minLength": 1},
        "msg_type": TEXT,
        "session": {"type": "string", "minLength": 1},
        "username": TEXT,
        "date": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$"},
        "version": {"type": "string", "pattern": r"^5\.\d+$"},
    }
)
ERROR = {"ename": TEXT, "evalue": TEXT, "traceback": LINES}
FAILED = record({"status": {"const": "error"}, **ERROR})
ABORTED = record({"status": {"const": "aborted"}})


def reply(required, optional=None):
    return {"anyOf": [record({"status": {"const": "ok"}, **required}, optional), FAILED, ABORTED]}


EXPRESSION = {
    "anyOf": [record({"status": {"const": "ok"}, "data": BUNDLE, "metadata": ANY}), FAILED]
}
SCHEMAS = {
    "execute_reply": {
        "anyOf": [
            record(
                {"status": {"const": "ok"}, "execution_count": COUNT},
                {
                    "payload": {"type": "array", "items": record({"source": TEXT})},
                    "user_expressions": {"type": "object", "additionalProperties": EXPRESSION},
                },
            ),
            record({"status": {"const": "error"}, "execution_count": COUNT, **ERROR}),
            ABORTED,
        ]
    },
    "inspect_reply": reply({"found": {"type": "boolean"}, "data": BUNDLE, "metadata": ANY}),
    "complete_reply": reply({"matches": LINES, "cursor_start": COUNT, "cursor_end": COUNT, "metadata": ANY}),
    "history_reply": reply(
        {
            "history": {
                "type": "array",
                "items": {
                    "type": "array",
                    "prefixItems": [
                        COUNT,
                        COUNT,
                        {"anyOf": [TEXT, {"type": "array", "minItems": 2, "maxItems": 2}]},
                    ],
                    "minItems": 3,
                    "maxItems": 3,
                },
            }
        }
    ),
    "is_complete_reply": {
        "anyOf": [
            record({"status": {"enum": ["complete", "incomplete", "invalid", "unknown"]}}, {"indent": TEXT}),
            FAILED,
        ]
    },
    "comm_info_reply": reply(
        {"comms": {"type": "object", "additionalProperties": record({"target_name": TEXT})}}
    ),
    "kernel_info_reply": reply(
        {
            "protocol_version": {"type": "string", "pattern": r"^5\.\d+(\.\d+)?$"},
            "implementation": TEXT,
            "implementation_version": TEXT,
            "language_info": record(
                {"name": TEXT, "version": TEXT, "mimetype": TEXT, "file_extension": {"pattern": r"^\."}},
                {
                    "pygments_lexer": TEXT,
                    "codemirror_mode": {"anyOf": [TEXT, record({"name": TEXT})]},
                    "nbconvert_exporter": TEXT,
                },
            ),
            "banner": TEXT,
        },
        {
            "debugger": {"type": "boolean"},
            "help_links": {"type": "array", "items": record({"text": TEXT, "url": TEXT})},
            "supported_features": LINES,
        },
    ),
    "shutdown_reply": reply({"restart": {"type": "boolean"}}),
    "interrupt_reply": reply({}),
    "stream": record({"name": {"enum": ["stdout", "stderr"]}, "text": TEXT}),
    "display_data": record({"data": BUNDLE, "metadata": ANY}, {"transient": ANY}),
    "update_display_data": record(
        {"data": BUNDLE, "metadata": ANY, "transient": record({"display_id": TEXT})}
    ),
    "execute_result": record({"execution_count": COUNT, "data": BUNDLE, "metadata": ANY}),
    "execute_input": record({"code": TEXT, "execution_count": COUNT}),
    "error": record(ERROR),
    "status": record({"execution_state": {"enum": ["busy", "idle", "starting"]}}),
    "clear_output": record({"wait": {"type": "boolean"}}),
    "input_request": record({"prompt": TEXT, "password": {"type": "boolean"}}),
    "comm_open": record({"comm_id": TEXT, "target_name": TEXT, "data": ANY}),
    "comm_msg": record({"comm_id": TEXT, "data": ANY}),
    "comm_close": record({"comm_id": TEXT, "data": ANY}),
    "iopub_welcome": record({"subscription": TEXT}),
}
VALIDATORS = {name: Draft202012Validator(schema) for name, schema in SCHEMAS.items()}
HEADER_VALIDATOR = Draft202012Validator(HEADER)

# The public schemas know no `aborted`, take a password for a number, and do not have these types at all.
OWN_ONLY = {"input_request", "comm_open", "comm_msg", "comm_close", "iopub_welcome", "debug_reply"}


def problem_of(message):
    """What is wrong with a message, in words, or None."""
    try:
        HEADER_VALIDATOR.validate(message.header)
        if message.parent:
            assert message.parent.get("msg_id"), "a parent header without msg_id"
        if message.type in VALIDATORS:
            VALIDATORS[message.type].validate(message.content)
        failed = message.content.get("status") in ("aborted", "error")
        if message.type not in OWN_ONLY and not failed:
            validate_message(
                {
                    "header": message.header,
                    "parent_header": message.parent,
                    "metadata": message.metadata,
                    "content": message.content,
                }
            )
    except (ValidationError, AssertionError) as error:
        return str(getattr(error, "message", error))[:300]
    except KeyError as error:
        return f"unknown type {error}"
    return None
