// What holds for the declarations of every paper.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { papers } from '../../src/papers/index.ts';
import { isTestable } from '../../src/spec/claim.ts';
import { verdict } from '../../src/spec/verdict.ts';

const all = papers.flatMap((paper) => paper.claims.map((claim) => ({ paper, claim })));

for (const claim of all.map(({ claim }) => claim).filter(isTestable))
  test(`${claim.id} is not reproduced by its counterexample`, () => {
    const measured = claim.measure(claim.counterexample());
    assert.ok(measured.length > 0);
    assert.equal(verdict(measured), 'not reproduced', JSON.stringify(measured, undefined, 1));
  });

test('every claim says where it stands, how far its source is trusted, and why its tolerance is what it is', () => {
  for (const { paper, claim } of all) {
    assert.match(claim.id, new RegExp(`^${paper.id}/`));
    const reason = isTestable(claim) ? claim.tolerance.reason : claim.notTestable;
    for (const text of [claim.statement, claim.source, reason]) assert.ok(text.length > 10, claim.id);
    if (isTestable(claim))
      for (const experiment of claim.experiments) assert.ok(paper.experiments.includes(experiment), claim.id);
  }
});

test('ids are unique, figures draw only experiments of their paper, runs of an experiment differ', () => {
  const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);
  for (const kind of ['experiments', 'figures', 'claims'] as const) {
    const list = papers.flatMap((paper) => ids(paper[kind]));
    assert.equal(new Set(list).size, list.length);
  }
  for (const paper of papers) {
    for (const figure of paper.figures)
      for (const experiment of figure.experiments)
        assert.ok(paper.experiments.includes(experiment), figure.id);
    for (const experiment of paper.experiments)
      for (const profile of ['paper', 'quick'] as const) {
        const runs = experiment.runs(profile).map((run) => JSON.stringify(run));
        assert.ok(runs.length > 0);
        assert.equal(new Set(runs).size, runs.length, `${experiment.id}: equal runs in profile ${profile}`);
      }
  }
});
