import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { part } from '../../src/spec/claim.ts';
import { moreRuns } from '../../src/spec/moreRuns.ts';
import { clopperPearson, exact, quantileInterval, tInterval } from '../../src/stats/index.ts';
import { normalPart } from './parts.ts';

test('a proportion of one needs as many runs as the closed form says', () => {
  // The lower end is 0.025^(1/n): 75 of 75 show a share of 0.952, one of 0.97 takes 122.
  assert.equal(moreRuns(part('', clopperPearson(75, 75), [0.97, 1])), 122 - 75);
  assert.equal(Math.ceil(Math.log(0.025) / Math.log(0.97)), 122);
  assert.equal(moreRuns(part('', clopperPearson(0, 20), [0, 0.01])), 368 - 20);
});

test('a mean needs (z deviation / distance)^2 values, at the coverage that is asked for', () => {
  const values = fc.record({
    distance: fc.double({ min: 0.05, max: 2, noNaN: true }),
    sign: fc.constantFrom(-1, 1),
    count: fc.integer({ min: 1, max: 50 }),
  });
  fc.assert(
    fc.property(values, ({ distance, sign, count }) => {
      const z = sign < 0 ? 1.959963984540054 : 2.241402727604947; // 95 %, and 97.5 % for a failure
      const needed = Math.ceil((z / distance) ** 2);
      const more = moreRuns(normalPart(sign * distance, 1, [-1000, 0], count), 0.975);
      assert.equal(more, Math.max(0, needed - count));
    }),
    { numRuns: 30 },
  );
});

test('what is settled needs none; on the bound no number is enough; an exact value does not change', () => {
  assert.equal(moreRuns(normalPart(0.5, 0.01, [0, 1])), 0);
  assert.equal(moreRuns(normalPart(7, 0.01, [0, 1])), 0);
  assert.equal(moreRuns(normalPart(1, 0.01, [0, 1])), Infinity);
  assert.equal(moreRuns(part('', exact(0.5, 3), [0, 1])), 0);
  assert.equal(moreRuns(part('', exact(Number.NaN, 0), [0, 1])), Infinity);
  assert.equal(moreRuns(part('', tInterval([0.5]), [0, 1])), Infinity);
});

test('a median of too few values is settled by those that give it ends', () => {
  const open = part('', quantileInterval([0.4, 0.5, 0.6]), [0, 1]);
  assert.deepEqual([open.low, open.high], [-Infinity, Infinity]);
  assert.equal(moreRuns(open), 3); // six values have a range that covers the median at 95 %
});

test("with Student's t the forecast knows that the quantile falls too", () => {
  // 3 values, standard error 1 / sqrt(3): t is 4.30 for 3 values, 2.78 for 5, 2.57 for 6.
  const forecast = (bound: number) => moreRuns(part('', tInterval([-1, 0, 1]), [-bound, bound]));
  assert.equal(forecast(2.776 / Math.sqrt(5) - 0.01), 3);
  assert.equal(forecast(2.777 / Math.sqrt(5) + 0.01), 2);
});
