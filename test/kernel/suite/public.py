"""The public suite, jupyter_kernel_test, with every sample filled in; one line of JSON a test."""

import json
import signal
import sys
import time
import unittest

from jupyter_kernel_test import IopubWelcomeTests, KernelTests

from dialects import DIALECTS

#: Seconds for a test: some wait without end for what a kernel does not send.
LIMIT = 30


def tests(spec, dialect):
    code = DIALECTS[dialect]
    value, text = code["value"]
    prefix, name = code["member_prefix"]

    class PublicSuite(KernelTests):
        kernel_name = spec
        language_name = "python" if dialect == "python" else "typescript"
        file_extension = ".py" if dialect == "python" else ".ts"
        code_hello_world = code["print"]
        code_stderr = code["print_error"]
        completion_samples = [{"text": prefix, "matches": {name}} if dialect != "python" else {"text": prefix}]
        complete_code_samples = code["complete"]
        incomplete_code_samples = code["incomplete"]
        invalid_code_samples = code["invalid"]
        code_page_something = code.get("page", "parseInt?")
        code_generate_error = code["throw"]
        code_execute_result = [{"code": value, "result": text}, {"code": "1 + 2 + 3", "result": "6"}]
        code_display_data = [{"code": code["html"][0], "mime": code["html"][1]}] if "html" in code else []
        code_history_pattern = "1*2*3"
        supported_history_operations = ("tail", "range", "search")
        code_inspect_sample = code["inspectable"]
        code_clear_output = code.get("clear", "display.clear()")

    class Welcome(IopubWelcomeTests):
        kernel_name = spec
        support_iopub_welcome = True

    return [PublicSuite, Welcome]


class Told(unittest.TestResult):
    """Tells the tests as they end."""

    def __init__(self, out):
        super().__init__()
        self.out = out
        self.problems = {}

    def startTest(self, test):
        super().startTest(test)
        signal.alarm(LIMIT)
        self.started = time.monotonic()
        self.problems[test.id()] = []

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err:
            self.note(test, err)

    def addError(self, test, err):
        super().addError(test, err)
        self.note(test, err)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.note(test, err)

    def note(self, test, err):
        self.problems.setdefault(test.id(), []).append(f"{err[0].__name__}: {err[1]}"[:600])

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        whole = getattr(test, "test_case", test)
        self.problems.setdefault(whole.id(), []).append(f"skipped: {reason}")

    def stopTest(self, test):
        signal.alarm(0)
        super().stopTest(test)
        problems = self.problems.pop(test.id())
        line = {
            "suite": "public",
            "check": test._testMethodName.removeprefix("test_").replace("_", " "),
            "ok": not problems,
            "ms": round((time.monotonic() - self.started) * 1000),
        }
        if problems:
            line["error"] = "; ".join(problems)
        print(json.dumps(line), file=self.out, flush=True)


def out_of_time(*_):
    raise TimeoutError(f"not done within {LIMIT} s")


def run(spec, dialect, out=sys.stdout):
    """Runs the tests; a kernel that does not start fails one line for each class."""
    result = Told(out)
    signal.signal(signal.SIGALRM, out_of_time)
    loader = unittest.defaultTestLoader
    unittest.TestSuite(loader.loadTestsFromTestCase(case) for case in tests(spec, dialect)).run(result)
    for id, problems in result.problems.items():
        line = {"suite": "public", "check": f"set up {id}", "ok": False, "ms": 0, "error": "; ".join(problems)}
        print(json.dumps(line), file=out, flush=True)
