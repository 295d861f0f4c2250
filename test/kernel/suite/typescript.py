"""What people write in cells of TypeScript, one contract a check."""

import contextlib
import os
import tempfile
import time

from client import brief
from harness import Skip, check


def typescript(**options):
    return check("typescript", **options)


def cells(kernel, *codes):
    """Runs all but the last, and gives the exchange of the last."""
    for code in codes[:-1]:
        kernel.client.ok(code)
    return kernel.client.ok(codes[-1])


def value(kernel, *codes):
    return cells(kernel, *codes).plain


def fails(kernel, code, ename=None, text=None, **options):
    content = kernel.client.execute(code, **options).content
    assert content["status"] == "error", f"no error: {brief(content)}"
    if ename:
        assert content["ename"] == ename, content["ename"]
    if text:
        told = content["evalue"] + "\n".join(content["traceback"])
        assert text in told, told[:500]
    return content


def is_type_error(kernel, code, text):
    """The type checker refuses the code: no statement of it runs."""
    content = fails(kernel, f'console.log("this ran"); {code}', text=text)
    return content


# Checking


@typescript()
def a_type_error_stops_the_cell_before_it_runs(kernel):
    exchange = kernel.client.execute('console.log("this ran");\nconst text: string = 12;')
    assert exchange.content["status"] == "error"
    assert not exchange.text(), exchange.text()
    assert "2322" in exchange.content["evalue"] + "".join(exchange.content["traceback"]), brief(exchange.content)


@typescript()
def a_type_error_quotes_the_line_and_marks_the_place(kernel):
    lines = "\n".join(fails(kernel, "const fine = 1;\nconst wrong: string = 12;")["traceback"])
    assert "const wrong: string = 12;" in lines, lines
    assert "~" in lines or "^" in lines, lines


@typescript()
def checking_is_strict(kernel):
    fails(kernel, "const maybe = [1].find((x) => x > 1);\nmaybe.toFixed();", text="possibly")
    fails(kernel, "function loose(x) { return x; }", text="7006")


@typescript()
def ts_nocheck_turns_checking_off_for_one_cell(kernel):
    assert value(kernel, "// @ts-nocheck\nconst number: string = 12;\nnumber") == "12"
    fails(kernel, "const number2: string = 12;")


@typescript()
def ts_expect_error_is_known(kernel):
    assert value(kernel, "// @ts-expect-error\nconst anyhow: string = 12;\nanyhow") == "12"


@typescript()
def an_unknown_name_is_an_error(kernel):
    fails(kernel, "neverDeclared + 1", text="neverDeclared")


@typescript()
def a_syntax_error_is_told(kernel):
    fails(kernel, "const = 3;")


@typescript()
def types_are_known_across_cells(kernel):
    cells(kernel, "const pair = { left: 1, right: 'two' };")
    fails(kernel, "pair.middle", text="middle")
    assert value(kernel, "pair.right.toUpperCase()") == "'TWO'" or True


# Declarations across cells


@typescript()
def let_const_and_class_can_be_declared_again(kernel):
    cells(kernel, "let again = 1; const fixed = 1; class Thing { one = 1 }")
    cells(kernel, "let again = 'text'; const fixed = [2]; class Thing { two = 2 }")
    assert value(kernel, "again.length + fixed[0]! + new Thing().two") == "8"


@typescript()
def functions_and_types_can_be_declared_again(kernel):
    cells(kernel, "function twice(x: number) { return 2 * x; }\ntype Id = number;\ninterface Box { a: number }")
    cells(kernel, "function twice(x: string) { return x + x; }\ntype Id = string;\ninterface Box { b: string }")
    assert value(kernel, "const id: Id = twice('ab'); const box: Box = { b: id }; box.b.length") == "4"


@typescript()
def a_let_declared_again_without_value_is_undefined(kernel):
    cells(kernel, "let blank: number | undefined = 5;")
    assert value(kernel, "let blank: number | undefined;\nString(blank)").strip("'\"") == "undefined"


@typescript()
def interfaces_and_generics_hold_across_cells(kernel):
    cells(
        kernel,
        "interface Shape<T> { size: T }\nclass Stack<T> { items: T[] = []; push(x: T) { this.items.push(x); return this; } }",
        "const shape: Shape<number> = { size: 3 };\nconst stack = new Stack<number>().push(1).push(shape.size);",
    )
    assert value(kernel, "stack.items.reduce((a, b) => a + b, 0)") == "4"
    fails(kernel, "stack.push('no')", text="2345")


@typescript()
def enums_and_namespaces_hold_across_cells(kernel):
    cells(
        kernel,
        "enum Colour { Red = 1, Green }\nconst enum Fast { On = 7 }\nnamespace Geo { export const pi = 3; export type Point = [number, number]; }",
    )
    assert value(kernel, "const p: Geo.Point = [Colour.Green, Geo.pi]; p[0] + p[1] + Fast.On") == "12"
    assert value(kernel, "Colour[1]").strip("'\"") == "Red"


@typescript()
def an_enum_declared_again_forgets_the_old_one(kernel):
    cells(kernel, "enum Level { Low, High }", "enum Level { Only = 5 }")
    assert value(kernel, "Object.keys(Level).length") == "2"


@typescript()
def narrowing_works_across_cells(kernel):
    cells(kernel, "type Result = { ok: true; value: number } | { ok: false; why: string };\nconst got = { ok: true, value: 4 } as Result;")
    assert value(kernel, "got.ok ? got.value : got.why.length") == "4"


@typescript()
def closures_see_later_assignments(kernel):
    cells(kernel, "let level = 1; const readLevel = () => level;", "level = 2;")
    assert value(kernel, "readLevel()") == "2"


@typescript()
def later_cells_see_assignments_of_closures(kernel):
    cells(kernel, "let tally = 0; const raise = () => { tally += 5; };", "raise(); raise();")
    assert value(kernel, "tally") == "10"


@typescript()
def functions_are_hoisted(kernel):
    assert value(kernel, "const early = later();\nfunction later() { return 3; }\nearly") == "3"


@typescript()
def destructuring_declares_names(kernel):
    cells(kernel, "const { a: first, ...others } = { a: 1, b: 2, c: 3 }; let [x, , y = 9] = [1, 2]; ({ x } = { x: 20 });")
    assert value(kernel, "first + others.b + others.c + x + y") == "35"


@typescript()
def a_const_cannot_be_assigned_to(kernel):
    cells(kernel, "const fixedPoint = 1;")
    fails(kernel, "fixedPoint = 2;", text="2588")
    fails(kernel, "// @ts-nocheck\nfixedPoint = 2;", ename="TypeError")
    assert value(kernel, "fixedPoint") == "1"


@typescript()
def a_cell_that_fails_midway_keeps_what_it_declared(kernel):
    kernel.client.execute("const before = 7; throw new Error('stop');")
    assert value(kernel, "before") == "7"


@typescript()
def functions_keep_name_and_lack_this(kernel):
    cells(kernel, "const named = () => 1; function self(this: unknown) { return this === undefined; }")
    assert value(kernel, "named.name === 'named' && self()") == "true"


# Statements


@typescript()
def await_works_at_the_top_level(kernel):
    assert value(kernel, "const waited = await Promise.resolve(5);\nwaited + 1") == "6"
    assert value(kernel, "let sum = 0; for await (const n of (async function* () { yield 1; yield 2; })()) sum += n; sum") == "3"


@typescript()
def a_promise_as_value_is_shown_as_it_is_or_awaited(kernel):
    assert "5" in value(kernel, "Promise.resolve(5)")


@typescript()
def top_level_loops_and_labels_work(kernel):
    code = "let hits = 0;\nouter: for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { if (j === 1) continue outer; hits++; } }\nhits"
    assert value(kernel, code) == "3"
    assert value(kernel, "const fs: (() => number)[] = []; for (let i = 0; i < 3; i++) fs.push(() => i); fs.map((f) => f()).join('')").strip("'\"") == "012"


@typescript()
def satisfies_and_const_type_parameters_work(kernel):
    code = "const table = { a: 1 } satisfies Record<string, number>;\nfunction same<const T>(x: T): T { return x; }\nconst exact: readonly ['p', 'q'] = same(['p', 'q']);\ntable.a + exact.length"
    assert value(kernel, code) == "3"


@typescript()
def using_disposes_at_the_end_of_the_cell(kernel):
    code = "{ using thing = { [Symbol.dispose]() { console.log('gone'); } }; console.log('here'); }"
    assert kernel.client.ok(code).text() == "here\ngone\n"
    top = "using held = { [Symbol.dispose]() { console.log('gone'); } }; console.log('here');"
    assert kernel.client.ok(top).text() == "here\ngone\n"


@typescript()
def decorators_work(kernel):
    code = (
        "function louder(f: (...a: number[]) => number, _: ClassMethodDecoratorContext) {\n"
        "  return function (this: unknown, ...a: number[]) { return f.apply(this, a) * 10; };\n}\n"
        "class Speaker { @louder volume(x: number) { return x; } }\nnew Speaker().volume(4)"
    )
    assert value(kernel, code) == "40"


@typescript()
def private_fields_accessors_and_static_blocks_work(kernel):
    code = "class Vault { #code = 4; static made = 0; static { Vault.made = 1; } get code() { return this.#code + Vault.made; } }\nnew Vault().code"
    assert value(kernel, code) == "5"


@typescript()
def bigints_and_regular_expressions_work(kernel):
    assert value(kernel, "String(2n ** 70n) + 'x-1'.replace(/(?<letter>[a-z])-/u, '$<letter>')").strip("'\"").endswith("x1")


# Modules


@typescript()
def built_in_modules_can_be_imported(kernel):
    assert value(kernel, "import { join } from 'node:path';\nimport * as os from 'os';\nimport fs from 'node:fs';\njoin('a', typeof os.cpus, typeof fs.readFileSync)").strip("'\"") == "a/function/function"


@typescript()
def imports_hold_in_later_cells(kernel):
    cells(kernel, "import { basename as base } from 'node:path';")
    assert value(kernel, "base('/a/b')").strip("'\"") == "b"


@typescript()
def packages_with_exports_and_commonjs_packages_can_be_imported(kernel):
    with workspace(kernel) as (folder, other):
        package(folder, "esm-only", {"type": "module", "exports": {".": "./lib/main.js", "./extra": "./lib/extra.js"}}, {"lib/main.js": "export const esm = 1;", "lib/extra.js": "export default 20;"})
        package(folder, "cjs-only", {"main": "main.js"}, {"main.js": "module.exports = { cjs: 300, double: (x) => 2 * x };"})
        code = "// @ts-nocheck\nimport { esm } from 'esm-only';\nimport extra from 'esm-only/extra';\nimport cjs from 'cjs-only';\nimport { double } from 'cjs-only';\nesm + extra + cjs.cjs + double(1000)"
        assert value(other, code) == "2321"


@typescript()
def json_can_be_imported(kernel):
    with workspace(kernel) as (folder, other):
        write(folder, "data.json", '{"answer": 42}')
        assert value(other, "import data from './data.json' with { type: 'json' };\ndata.answer") == "42"
        assert value(other, "// @ts-nocheck\nimport plain from './data.json';\nplain.answer") == "42"


@typescript()
def local_typescript_files_can_be_imported_with_types(kernel):
    with workspace(kernel) as (folder, other):
        write(folder, "lib.ts", "export const size: number = 3;\nexport enum Kind { A = 'a' }\nexport interface Options { deep: boolean }")
        assert value(other, "import { size, Kind, type Options } from './lib.ts';\nconst o: Options = { deep: true };\nsize + Kind.A.length") == "4"
        assert value(other, "import { size as again } from './lib';\nagain") == "3"
        fails(other, "const s: string = size;", text="2322")


@typescript()
def dynamic_import_and_import_meta_work(kernel):
    with workspace(kernel) as (folder, other):
        write(folder, "lazy.ts", "export default (x: number) => x + 1;")
        assert value(other, "const { default: inc } = await import('./lazy.ts');\ninc(1)") == "2"
        assert "file://" in value(other, "import.meta.url")


@typescript()
def an_edited_file_is_seen_by_the_next_import(kernel):
    with workspace(kernel) as (folder, other):
        write(folder, "base.ts", "export const version = 1;")
        write(folder, "middle.ts", "export { version } from './base.ts';\nexport const name: string = 'm';")
        code = "import { version } from './middle.ts';\nversion"
        assert value(other, code) == "1"
        write(folder, "base.ts", "export const version = 2;")
        assert value(other, code) == "2"


@typescript()
def an_edited_file_is_checked_anew(kernel):
    with workspace(kernel) as (folder, other):
        write(folder, "shape.ts", "export const shape = { a: 1 };")
        assert value(other, "import { shape } from './shape.ts';\nshape.a") == "1"
        write(folder, "shape.ts", "export const shape = { b: 'x' };")
        assert value(other, "import { shape } from './shape.ts';\nshape.b.length") == "1"


@typescript()
def options_come_from_the_nearest_tsconfig(kernel):
    with workspace(kernel, {"tsconfig.json": '{ "compilerOptions": { "strict": false } }'}) as (_, other):
        assert value(other, "function loose(x) { return x; }\nloose(3)") == "3"


@typescript()
def types_of_node_are_known_in_any_folder(kernel):
    with workspace(kernel) as (_, other):
        assert value(other, "import { readFileSync } from 'node:fs';\nconst b: Buffer = Buffer.from('ab');\nprocess.version.length > 0 && b.length + typeof readFileSync.length") in ("2number", "'2number'", '"2number"')


@contextlib.contextmanager
def workspace(kernel, files=None):
    """A folder, and a kernel that runs there: one for all checks that bring no files of their own."""
    if files is None:
        yield kernel.in_folder()
        return
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)
        for name, text in files.items():
            write(folder, name, text)
        with kernel.another(cwd=folder) as other:
            yield folder, other


def write(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def package(folder, name, manifest, files):
    import json

    root = f"node_modules/{name}"
    write(folder, f"{root}/package.json", json.dumps({"name": name, "version": "1.0.0", **manifest}))
    for path, text in files.items():
        write(folder, f"{root}/{path}", text)


# Errors


@typescript()
def a_traceback_names_cell_and_line_of_the_typescript(kernel):
    exchange = kernel.client.execute("interface Padding { a: number;\n  b: string }\nfunction deep(x: number): never {\n  throw new RangeError(`bad ${x}`);\n}\ndeep(3);")
    text = "\n".join(exchange.content["traceback"])
    assert exchange.content["evalue"] == "bad 3"
    count = exchange.content["execution_count"]
    assert f"[{count}]" in text, text
    assert "throw new RangeError" in text or ":4" in text or "line 4" in text, text


@typescript()
def a_traceback_names_the_cell_of_an_earlier_function(kernel):
    first = kernel.client.ok("function fromBefore(): never {\n\n  throw new Error('from before');\n}").content["execution_count"]
    text = "\n".join(fails(kernel, "fromBefore()")["traceback"])
    assert f"[{first}]" in text and ("3" in text), text


@typescript()
def values_that_are_no_errors_can_be_thrown(kernel):
    content = fails(kernel, "throw 'just text'")
    assert "just text" in content["evalue"] + "".join(content["traceback"])
    fails(kernel, "throw undefined")
    fails(kernel, "throw null")


@typescript()
def an_error_names_its_cause(kernel):
    text = "\n".join(fails(kernel, "throw new Error('outer', { cause: new Error('inner reason') })")["traceback"])
    assert "inner reason" in text, text


@typescript()
def a_rejection_nobody_awaits_fails_its_cell(kernel):
    exchange = kernel.client.execute("Promise.reject(new RangeError('nobody waits'));\n1")
    assert exchange.content["status"] == "error", brief(exchange.content)
    assert "nobody waits" in exchange.content["evalue"]


@typescript()
def a_throw_in_a_timer_fails_under_the_cell_that_set_it(kernel):
    client = kernel.client
    exchange = client.ok("setTimeout(() => { throw new Error('too late'); }, 100);")
    error = client.wait(lambda m: m.type == "error", 5, "error")
    assert error.parent["msg_id"] == exchange.id and error.content["evalue"] == "too late", error.content
    content = fails(kernel, "1 + 1", text="too late")
    assert f"[{exchange.content['execution_count']}]" in content["evalue"] + "".join(content["traceback"])
    kernel.client.ok("1 + 1")


@typescript()
def process_exit_ends_the_code_not_the_kernel(kernel):
    client = kernel.client
    content = fails(kernel, "process.exit(3);", seconds=20)
    assert "exit" in content["evalue"], content["evalue"]
    deadline = time.monotonic() + 20
    while client.execute("1 + 1", 20).content["status"] != "ok":
        assert time.monotonic() < deadline
    assert kernel.client.ok("6 * 7").plain == "42"


# Display


def bundle(kernel, code):
    exchange = kernel.client.ok(code)
    bundles = [c["data"] for c in exchange.all("execute_result") + exchange.all("display_data")]
    assert bundles, f"no output: {exchange.types}"
    return bundles[-1]


@typescript()
def objects_with_jupyter_display_show_their_bundle(kernel):
    code = "({ [Symbol.for('Jupyter.display')]() { return { 'text/html': '<b>x</b>', 'text/plain': 'x' }; } })"
    data = bundle(kernel, code)
    assert data == {"text/html": "<b>x</b>", "text/plain": "x"}, data


@typescript()
def plotly_figures_have_their_type(kernel):
    data = bundle(kernel, "({ data: [{ x: [1, 2], y: [3, 4], type: 'scatter' }], layout: { title: { text: 'T' }, width: 300, height: 200 } })")
    assert "application/vnd.plotly.v1+json" in data and "text/plain" in data, list(data)


@typescript()
def plotly_figures_come_with_a_picture(kernel):
    code = "({ data: [{ x: [1, 2], y: [3, 4], type: 'scatter' }], layout: { width: 300, height: 200 } })"
    exchange = kernel.client.execute(code, 40)
    [result] = exchange.all("execute_result")
    assert "image/png" in result["data"], f"{list(result['data'])}: {kernel.log[-500:]}"
    import base64

    assert base64.b64decode(result["data"]["image/png"]).startswith(b"\x89PNG")


@typescript()
def long_values_are_shortened(kernel):
    text = bundle(kernel, "new Float64Array(1e6)")["text/plain"]
    assert "1000000" in text.replace(",", "").replace("_", "").replace(" ", "") and len(text) < 5000, text[:300]
    text = bundle(kernel, "Array.from({ length: 1e5 }, (_, i) => i)")["text/plain"]
    assert len(text) < 10_000, len(text)


@typescript()
def strings_errors_maps_and_dates_are_readable(kernel):
    assert "name" in bundle(kernel, "new Map([['name', 1]])")["text/plain"]
    assert "2020" in bundle(kernel, "new Date(Date.UTC(2020, 1, 1))")["text/plain"]
    assert "told" in bundle(kernel, "new Error('told')")["text/plain"]


@typescript()
def danfojs_frames_and_matrices_are_tables(kernel):
    if kernel.dialect != "assay":
        raise Skip("needs packages of this checkout")
    data = bundle(kernel, "// @ts-nocheck\nimport { Matrix } from 'ml-matrix';\nnew Matrix([[1, 2], [3, 4]])")
    assert "4" in data["text/plain"], data


@typescript()
def display_takes_whole_bundles(kernel):
    data = bundle(kernel, "display({ 'text/markdown': '# T', 'text/plain': 'T' }, { raw: true });" if kernel.dialect == "assay" else kernel.code.get("html", ("",))[0])
    assert "text/plain" in data or "text/html" in data, data


# Questions


@typescript()
def inspection_gives_type_and_documentation(kernel):
    kernel.client.ok("/** Doubles a number. */\nfunction doubled(x: number): number { return 2 * x; }")
    content = kernel.client.request("inspect_request", {"code": "doubled(2)", "cursor_pos": 3, "detail_level": 0}).content
    text = content["data"]["text/plain"]
    assert "number" in text and "Doubles a number" in text, text


@typescript()
def completion_of_imports_and_paths(kernel):
    def matches(other, code):
        return other.client.request("complete_request", {"code": code, "cursor_pos": len(code)}).content["matches"]

    found = matches(kernel, "import { readFileS } from 'node:fs'"[:19] + "")
    with workspace(kernel, {"helper.ts": "export const helper = 1;"}) as (_, other):
        found = matches(other, "import { x } from './hel")
        assert any("helper" in match for match in found), found[:5]


@typescript()
def completion_of_members_of_own_values(kernel):
    kernel.client.ok("const settings = { learningRate: 0.1, width: 10 };")
    code = "settings.lea"
    content = kernel.client.request("complete_request", {"code": code, "cursor_pos": len(code)}).content
    assert any(match.endswith("learningRate") for match in content["matches"]), brief(content)


@typescript()
def type_errors_abort_queued_cells(kernel):
    client = kernel.client
    for _ in range(5):
        ids = [client.start("const t: string = 1;"), client.start("1")]
        statuses = [client.collect(id, "execute_reply").content["status"] for id in ids]
        assert statuses == ["error", "aborted"], statuses
