"""Runs notebooks and writes them back with their outputs, the same bytes each time the outputs are the same.

    python notebooks/execute.py [--kernel NAME] [--out FOLDER] [NOTEBOOK ...]

Without names: all of this folder. A cell that fails ends the run with its traceback, and nothing is written.
"""

import argparse
import base64
import io
import json
import re
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from PIL import Image

HERE = Path(__file__).resolve().parent
WIDTH = 900  # pixels of a picture, at most: what a code host shows
COLOURS = 48  # of a picture; figures have few
TIMEOUT = 300  # seconds for a cell
BAR = re.compile(r".+: (done|stopped)$")  # what is left of a bar of progress


def execute(path, kernel):
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    client = NotebookClient(
        notebook,
        kernel_name=kernel,
        timeout=TIMEOUT,
        record_timing=False,
        resources={"metadata": {"path": str(HERE)}},
    )
    client.execute()
    return notebook


def tidy(notebook):
    """Leaves what a reader needs: outputs in full, pictures small, no traces of the run."""
    notebook.metadata = {
        "kernelspec": {"display_name": "TypeScript (Assay)", "language": "typescript", "name": "assay"},
        "language_info": {"file_extension": ".ts", "mimetype": "text/typescript", "name": "typescript"},
    }
    for cell in notebook.cells:
        cell.metadata = {}
        if cell.cell_type != "code":
            continue
        cell.outputs = [output for output in cell.outputs if not is_bar(output)]
        for output in cell.outputs:
            data = output.get("data", {})
            output.pop("transient", None)
            if "image/png" in data:
                data["image/png"] = small(data["image/png"])
                output.metadata.pop("image/png", None)
    return notebook


def is_bar(output):
    data = output.get("data", {})
    return output.output_type == "display_data" and list(data) == ["text/plain"] and BAR.match(data["text/plain"])


def small(png):
    picture = Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB")
    if picture.width > WIDTH:
        picture = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS)
    drawn = io.BytesIO()
    # Maximal coverage first, since thin lines have few pixels but must keep their colours.
    picture = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE)
    picture.save(drawn, "PNG", optimize=True)
    return base64.b64encode(drawn.getvalue()).decode()


def written(notebook):
    """As nbformat writes it, but each figure on one line: with a line for every number it would take twice the room."""
    figures = []

    def put_aside(value):
        figures.append(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
        return f"figure {len(figures) - 1} of this notebook"

    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            for mime in [mime for mime in data if mime.endswith("json")]:
                data[mime] = put_aside(data[mime])
    text = nbformat.writes(notebook, version=4)
    for number, figure in enumerate(figures):
        text = text.replace(json.dumps(f"figure {number} of this notebook"), figure)
    return f"{text}\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("notebooks", nargs="*", type=Path)
    parser.add_argument("--kernel", default="assay")
    parser.add_argument("--out", type=Path, help="folder to write to instead")
    options = parser.parse_args()
    for path in options.notebooks or sorted(HERE.glob("*.ipynb")):
        started = time.perf_counter()
        notebook = tidy(execute(path, options.kernel))
        seconds = time.perf_counter() - started
        target = (options.out or path.parent) / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        text = written(notebook)
        target.write_text(text, encoding="utf-8")
        print(f"{path.name}: {seconds:.1f} s, {len(text.encode()) / 1e6:.2f} MB", flush=True)


if __name__ == "__main__":
    main()
