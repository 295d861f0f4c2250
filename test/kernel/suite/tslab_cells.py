"""A dozen cells written for tslab run as they are."""

from client import brief
from harness import check

IMPORT = "import * as tslab from 'tslab';\n"


def tslab(**options):
    return check("tslab", **options)


def shown(kernel, code, mime):
    exchange = kernel.client.ok(code)
    found = [c["data"] for c in exchange.all("display_data") if mime in c["data"]]
    assert found, f"no {mime}: {exchange.types} {brief([c['data'] for c in exchange.all('display_data')])}"
    return found[0][mime]


@tslab()
def display_html(kernel):
    assert shown(kernel, IMPORT + "tslab.display.html('<b>a</b>')", "text/html") == "<b>a</b>"


@tslab()
def display_markdown(kernel):
    assert shown(kernel, IMPORT + "tslab.display.markdown('# A')", "text/markdown") == "# A"


@tslab()
def display_javascript(kernel):
    assert shown(kernel, IMPORT + "tslab.display.javascript('alert(1)')", "text/javascript") == "alert(1)"


@tslab()
def display_latex(kernel):
    assert "x^2" in shown(kernel, IMPORT + "tslab.display.latex('$x^2$')", "text/latex")


@tslab()
def display_svg(kernel):
    assert "<svg" in shown(kernel, IMPORT + "tslab.display.svg('<svg></svg>')", "image/svg+xml")


@tslab()
def display_text(kernel):
    assert shown(kernel, IMPORT + "tslab.display.text('plain')", "text/plain") == "plain"


@tslab()
def display_png(kernel):
    code = IMPORT + "tslab.display.png(new Uint8Array([137, 80, 78, 71]))"
    assert shown(kernel, code, "image/png") == "iVBORw=="


@tslab()
def display_jpeg_and_gif(kernel):
    assert shown(kernel, IMPORT + "tslab.display.jpeg(new Uint8Array([255, 216]))", "image/jpeg") == "/9g="
    assert shown(kernel, IMPORT + "tslab.display.gif(new Uint8Array([71, 73]))", "image/gif") == "R0k="


@tslab()
def display_raw(kernel):
    assert shown(kernel, IMPORT + "tslab.display.raw('text/x-own', 'data')", "text/x-own") == "data"


@tslab()
def new_display_is_updated(kernel):
    client = kernel.client
    first = client.ok(IMPORT + "const spot = tslab.newDisplay(); spot.text('one');")
    [display] = first.all("display_data")
    second = client.ok("spot.html('<i>two</i>');")
    [update] = second.all("update_display_data")
    assert update["data"]["text/html"] == "<i>two</i>"
    assert update["transient"]["display_id"] == display["transient"]["display_id"]


@tslab()
def imports_and_classes_as_in_tslab_notebooks(kernel):
    client = kernel.client
    client.ok("import * as os from 'os';\nimport {join} from 'path';")
    client.ok("class Point { constructor(public x: number, public y: number) {} norm(): number { return Math.hypot(this.x, this.y); } }")
    client.ok("let points: Point[] = [new Point(3, 4)];")
    assert client.ok("points.map(p => p.norm())[0]").plain == "5"
    client.ok("async function slow(n: number): Promise<number> { await new Promise(r => setTimeout(r, 10)); return n; }")
    assert client.ok("await slow(3) + join('a', 'b').length").plain == "6"


@tslab()
def console_output_and_values_as_in_tslab_notebooks(kernel):
    exchange = kernel.client.ok("let x = {a: 123, b: 'hello'};\nconsole.log(x);\nx;")
    assert exchange.text() == "{ a: 123, b: 'hello' }\n", exchange.text()
    assert "hello" in exchange.plain


@tslab()
def javascript_style_code_without_types(kernel):
    code = "var total = 0;\nfor (const i of [1, 2, 3]) { total += i; }\nconst fact = (n: number): number => n > 1 ? n * fact(n - 1) : 1;\ntotal + fact(4)"
    assert kernel.client.ok(code).plain == "30"


@tslab()
def versions_are_told(kernel):
    exchange = kernel.client.ok(IMPORT + "typeof tslab.versions.tslab + typeof tslab.versions.typescript + typeof tslab.versions.node")
    assert exchange.plain.strip("'\"") == "stringstringstring", exchange.plain
