"""The same things in the languages of the kernels. What a kernel has no way to say is left out."""

SCRIPT = {
    "print": 'console.log("hello, world")',
    "print_error": 'console.error("oops")',
    "value": ("6 * 7", "42"),
    "nothing": "undefined",
    "define": "const kept = 5;",
    "use": ("kept", "5"),
    "counter": "let counter = 0;",
    "bump": "counter += 1;",
    "read_counter": "counter",
    "throw": 'throw new RangeError("boom")',
    "throw_on_third_line": 'const first = 1;\nconst second = 2;\nthrow new RangeError("boom");',
    "error_name": "RangeError",
    "sleep": lambda seconds: f"await new Promise<void>((done) => setTimeout(done, {seconds * 1000}));",
    "busy_loop": "while (true) {}",
    "busy_loop_after_print": 'console.log("started"); while (true) {}',
    "busy_for": lambda seconds: f"{{ const end = Date.now() + {seconds * 1000}; while (Date.now() < end) {{}} }}",
    "pending": 'console.log("started"); await new Promise<void>(() => {});',
    "lines": lambda n: f"for (let i = 0; i < {n}; i++) console.log(`line ${{i}}`);",
    "mixed_output": 'console.log("one"); console.error("two"); console.log("three");',
    "member_prefix": ("Math.ma", "max"),
    "inspectable": "parseInt",
    "astral": ('"😀😀" + Math.ma', "max"),
    "complete": ["1 + 1", "const a = 1", "function f() { return 1; }"],
    "incomplete": ["function f() {", "const a = [1,", "if (true) {"],
    "invalid": ["const = 1;", "let a b c ) ("],
    "member": "Math.",
    "type_error": 'const text: string = 12;',
}

ASSAY = {
    **SCRIPT,
    "html": ("display({ 'text/html': '<b>bold</b>', 'text/plain': 'bold' });", "text/html"),
    "display_then_print": "console.log('before'); display({ 'text/html': '<i>1</i>' }); console.log('after');",
    "update": (
        "const shown = display({ 'text/plain': 'old' }, { display_id: true });",
        "shown.update({ 'text/plain': 'new' });",
    ),
    "clear": "display.clear();",
    "input": 'const answer = await input("name? "); console.log(`hello ${answer}`);',
    "page": "parseInt?",
}

TSLAB = {
    **SCRIPT,
    "html": ("import * as tslab from 'tslab';\ntslab.display.html('<b>bold</b>');", "text/html"),
    "display_then_print": "import * as tslab from 'tslab';\n"
    "console.log('before'); tslab.display.html('<i>1</i>'); console.log('after');",
    "update": (
        "import * as tslab from 'tslab';\nconst shown = tslab.newDisplay(); shown.text('old');",
        "shown.text('new');",
    ),
}

DENO = {
    **SCRIPT,
    "html": ("await Deno.jupyter.display({ 'text/html': '<b>bold</b>' }, { raw: true })", "text/html"),
    "display_then_print": "console.log('before'); "
    "await Deno.jupyter.display({ 'text/html': '<i>1</i>' }, { raw: true }); console.log('after');",
    "update": (
        "await Deno.jupyter.display({ 'text/plain': 'old' }, { raw: true, display_id: 'one' });",
        "await Deno.jupyter.display({ 'text/plain': 'new' }, { raw: true, display_id: 'one', update: true });",
    ),
    "clear": "await Deno.jupyter.broadcast('clear_output', { wait: false });",
    "input": 'const answer = prompt("name? "); console.log(`hello ${answer}`);',
}

PYTHON = {
    "print": 'print("hello, world")',
    "print_error": 'import sys; print("oops", file=sys.stderr)',
    "value": ("6 * 7", "42"),
    "nothing": "None",
    "define": "kept = 5",
    "use": ("kept", "5"),
    "counter": "counter = 0",
    "bump": "counter += 1",
    "read_counter": "counter",
    "throw": 'raise ValueError("boom")',
    "throw_on_third_line": 'first = 1\nsecond = 2\nraise ValueError("boom")',
    "error_name": "ValueError",
    "sleep": lambda seconds: f"import time; time.sleep({seconds})",
    "busy_loop": "while True: pass",
    "busy_loop_after_print": 'print("started", flush=True)\nwhile True: pass',
    "busy_for": lambda seconds: f"import time; end = time.time() + {seconds}\nwhile time.time() < end: pass",
    "pending": 'print("started", flush=True)\nimport asyncio; await asyncio.sleep(1000)',
    "lines": lambda n: f"for i in range({n}): print(f'line {{i}}')",
    "mixed_output": 'import sys\nprint("one"); print("two", file=sys.stderr); print("three")',
    "member_prefix": ("str.isal", "isalpha"),
    "inspectable": "print",
    "astral": ('"😀😀" + str.isal', "isalpha"),
    "complete": ["1 + 1", "a = 1"],
    "incomplete": ["def f():", "a = [1,"],
    "invalid": ["a = = 1"],
    "html": ("from IPython.display import display, HTML; display(HTML('<b>bold</b>'))", "text/html"),
    "display_then_print": "from IPython.display import display, HTML\n"
    "print('before'); display(HTML('<i>1</i>')); print('after')",
    "update": (
        "from IPython.display import display; shown = display({'text/plain': 'old'}, raw=True, display_id=True)",
        "shown.update({'text/plain': 'new'}, raw=True)",
    ),
    "clear": "from IPython.display import clear_output; clear_output()",
    "input": 'print("hello", input("name? "))',
    "page": "print?",
}

DIALECTS = {"assay": ASSAY, "tslab": TSLAB, "deno": DENO, "python": PYTHON, "fake": {**SCRIPT}}
