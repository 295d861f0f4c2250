import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatModel, type Model, modelArrays, modelOfArrays, parseModel } from '../../src/convex/index.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const vector = (length: number) =>
  fc.array(finite, { minLength: length, maxLength: length }).map((values) => Float64Array.from(values));

const models: fc.Arbitrary<Model> = fc
  .record({
    features: fc.array(fc.string(), { minLength: 1, maxLength: 4 }),
    neurons: fc.nat(4),
    bias: fc.boolean(),
    scale: fc.boolean(),
    isOfClasses: fc.boolean(),
  })
  .chain(({ features, neurons, bias, scale, isOfClasses }) => {
    const d = features.length + (bias ? 1 : 0);
    return fc
      .record({
        hidden: vector(neurons * d),
        output: vector(neurons),
        mean: vector(features.length),
        std: vector(features.length),
        numbers: vector(10),
        label: fc.string(),
        status: fc.constantFrom('optimal', 'gap-reached', 'max-iterations', 'aborted', 'numerical-trouble'),
        loss: fc.constantFrom('squared', 'hinge', 'bce'),
      })
      .map(({ hidden, output, mean, std, numbers, label, status, loss }): Model => {
        const [
          beta,
          radius,
          gap,
          primal,
          dual,
          globalDual,
          relativeGap,
          networkObjective,
          targetMean,
          targetStd,
        ] = [...numbers];
        return {
          version: '0.1.0',
          features,
          target: label,
          bias,
          ...(scale && { inputs: { mean, std } }),
          ...(isOfClasses
            ? { classes: { negative: label, positive: `${label}+` } }
            : { outputs: { mean: targetMean!, std: targetStd! } }),
          network: { hidden, output, d },
          training: {
            ...{ loss, beta: beta!, radius: radius!, gap: gap!, bias, scale },
            ...{ patterns: 50, iterations: 1000, seed: 3, samples: 10, patternsUsed: 4 },
          },
          certificate: {
            ...{ status, primal: primal!, dual: dual!, globalDual: globalDual!, relativeGap: relativeGap! },
            ...{
              scope: 'patterns',
              iterations: 7,
              ...(isOfClasses && { networkObjective: networkObjective! }),
            },
          },
        };
      });
  });

test('a model reads back bit for bit from its JSON and from its arrays', () => {
  fc.assert(
    fc.property(models, (model) => {
      assert.deepStrictEqual(parseModel(formatModel(model), 'm.json'), model);
      assert.deepStrictEqual(modelOfArrays(modelArrays(model), 'm.npz'), model);
    }),
    { numRuns: 300 },
  );
});

const model: Model = {
  version: '0.1.0',
  features: ['a', 'b'],
  target: 'y',
  bias: false,
  network: { hidden: Float64Array.of(1, -0, 0.1, 2), output: Float64Array.of(3, -4), d: 2 },
  training: {
    ...{ loss: 'squared', beta: 0.1, radius: 0, gap: 1e-4, bias: false, scale: false },
    ...{ patterns: 50, iterations: 1000, seed: 3, samples: 10, patternsUsed: 4 },
  },
  certificate: {
    status: 'optimal',
    primal: 1,
    dual: 1,
    globalDual: 1,
    relativeGap: 0,
    scope: 'global',
    iterations: 7,
  },
};

test('the JSON is what other programs read: a list a neuron, -0 as such', () => {
  const text = formatModel(model);
  const plain = JSON.parse(text);
  assert.deepEqual(plain.network, {
    d: 2,
    output: [3, -4],
    hidden: [
      [1, -0],
      [0.1, 2],
    ],
  });
  assert.ok(Object.is(plain.network.hidden[0][1], -0));
  assert.match(text, /^ {4}\[1,-0\],\n {4}\[0\.1,2\]$/m);
});

test('a file that is no model is refused with the place and what was expected', () => {
  const text = formatModel(model);
  for (const [content, message] of [
    ['', /^m\.json is no JSON: /],
    [text.slice(0, -30), /^m\.json is no JSON: /],
    ['[1]', 'm.json is no model: a file that `assay fit --out` wrote was expected'],
    ['null', 'm.json is missing, or no object'],
    [
      text.replace('assay model', 'other'),
      'm.json: "format" is missing or wrong: "assay model" was expected',
    ],
    [
      text.replace('"formatVersion": 1', '"formatVersion": 2'),
      'm.json: "formatVersion" is missing or wrong: 1, as this version of Assay writes it, was expected',
    ],
    [
      text.replace('["a","b"]', '["a",1]'),
      'm.json: "features" is missing or wrong: a list of names was expected',
    ],
    [text.replace('["a","b"]', '["a"]'), 'm.json does not fit together: 1 features, network of 2 inputs'],
    [
      text.replace('[3,-4]', '[3]'),
      'm.json, "network": "hidden" is missing or wrong: 1 lists of 2 numbers was expected',
    ],
    [
      text.replace('[3,-4]', '[3,null]'),
      'm.json, "network": "output" is missing or wrong: a list of numbers was expected',
    ],
    [
      text.replace('[1,-0]', '[1]'),
      'm.json, "network": "hidden" is missing or wrong: 2 lists of 2 numbers was expected',
    ],
    [
      text.replace('squared', 'absolute'),
      'm.json, "training": "loss" is missing or wrong: squared, hinge or bce was expected',
    ],
    [
      text.replace('"dual":1', '"dual":"1"'),
      'm.json, "certificate": "dual" is missing or wrong: a finite number was expected',
    ],
    [
      text.replace('"globalDual":1,', ''),
      'm.json, "certificate": "globalDual" is missing or wrong: a finite number was expected',
    ],
  ] as const)
    assert.throws(() => parseModel(content, 'm.json'), { name: 'ModelError', message });
  assert.throws(() => modelOfArrays({}, 'm.npz'), {
    name: 'ModelError',
    message: /^m\.npz is no model: the arrays hidden, output and model were expected/,
  });
});

test('a model with a number that is not finite is not written', () => {
  const broken = { ...model, network: { ...model.network, output: Float64Array.of(NaN, 1) } };
  assert.throws(() => formatModel(broken), { name: 'ModelError', message: /holds the number NaN/ });
});
