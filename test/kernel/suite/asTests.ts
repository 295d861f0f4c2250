// Checks in Python as tests: each is a subtest, shown as it ends.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assayArgv, createSpecs, missing, runSuites } from './specs.ts';

/** One kernel process serves all checks that do not ask for their own. */
export function suiteTest(title: string, suites: readonly string[], only?: string): void {
  const skip = missing();
  test(title, { skip: skip ?? false, timeout: 600_000 }, async (context) => {
    using specs = createSpecs();
    specs.add('assay-test', assayArgv(), { interrupt_mode: 'message' });
    let count = 0;
    for await (const { suite, check, ok, error, skipped } of runSuites(
      specs,
      'assay-test',
      'assay',
      suites,
      only,
    )) {
      count += 1;
      await context.test(`${suite}: ${check}`, { skip: skipped ?? false }, () => assert.ok(ok, error));
    }
    assert.ok(count > 0, 'no check ran');
  });
}
