"""Runs suites of checks against a kernel spec: `run.py SPEC DIALECT SUITE... [--only TEXT]`, one line of JSON a check."""

import argparse
import sys

import harness
import load
import protocol  # noqa: F401
import public
import tslab_cells  # noqa: F401
import typescript  # noqa: F401
import wire  # noqa: F401


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("spec")
    parser.add_argument("dialect", choices=harness.DIALECTS)
    parser.add_argument("suites", nargs="+")
    parser.add_argument("--only")
    options = parser.parse_args()
    if "public" in options.suites:
        public.run(options.spec, options.dialect)
    if "figures" in options.suites:
        load.figures(options.spec, options.dialect)
    harness.run_checks(options.spec, options.dialect, options.suites, options.only)


if __name__ == "__main__":
    sys.exit(main())
