// `assay fit` and `assay predict` on files, as somebody would call them.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { modelOfArrays, parseModel, respond } from '../src/convex/index.ts';
import { stream } from '../src/random/index.ts';
import { formatCsv, formatNpz, parseCsv, parseNpz } from '../src/tables/index.ts';
import { oracle } from './convex/oracle.ts';
import { assay, ended, folder, startAssay, until } from './workbook/fixtures/place.ts';

const read = (root: string, name: string): string => readFileSync(join(root, name), 'utf8');
function write(root: string, name: string, content: string | Uint8Array): string {
  writeFileSync(join(root, name), content);
  return name;
}

/** The data of the fact sheet, section 12, whose optimum over all patterns is known. */
const known = (root: string): string =>
  write(
    root,
    'known.csv',
    formatCsv({ a: oracle.X.map((x) => x[0]!), b: oracle.X.map((x) => x[1]!), label: oracle.y }),
  );

/** Samples in the plane, 1 outside a circle and -1 inside, and a column that does not vary. */
function circle(count: number, key: string) {
  const source = stream('fit command', key);
  const [a, b] = [0, 1].map(() => source.fillNormal(new Float64Array(count)));
  const label = Float64Array.from(a!, (x, k) => (x * x + b![k]! * b![k]! > 1.2 ? 1 : -1));
  return { a: a!, b: b!, seven: new Float64Array(count).fill(7), label };
}

test('fit finds the known optimum, says that it is global, and writes a model that predicts', async () => {
  const root = folder();
  const squared = ['--target', 'label', '--loss', 'squared', '--beta', String(oracle.beta)];
  const exact = ['--no-scale', '--gap', '1e-9', '--out', 'm.json'];
  const { code, stdout, stderr } = await assay(['fit', known(root), ...squared, ...exact], root);
  assert.equal(code, 0, stderr);
  for (const line of [
    /known\.csv +6 samples of 2 features/,
    /features +as they are/,
    /label +the numbers -1 and 1, as they are/,
    /patterns +12, all there are/,
    /objective +1\.1936, beta 0\.1/,
    /bound +1\.1936: no network at all has an objective below that/,
    /gap +\S+ relative; optimal up to rounding/,
    /network +\d+ neurons, its own objective 1\.1936$/,
    /training +accuracy 100\.0 % \(6 of 6; 54\.1 % to 100\.0 %, 95 % Clopper-Pearson\), root mean squared error/,
    /model written to m\.json/,
  ])
    assert.match(stdout, new RegExp(line.source, 'm'));
  const model = parseModel(read(root, 'm.json'), 'm.json');
  assert.deepEqual(model.features, ['a', 'b']);
  assert.deepEqual(
    readdirSync(root).filter((name) => name.includes('partial')),
    [],
  );

  const columns = write(root, 'new.csv', 'b;more;a\n2;x;1\n-1;y;0.5\n');
  const predicted = await assay(['predict', 'm.json', columns], root);
  const expected = respond(model, { rows: 2, cols: 2, data: Float64Array.of(1, 2, 0.5, -1) });
  assert.equal(predicted.stdout, formatCsv({ prediction: expected }));
  assert.equal(predicted.stderr, '');
});

test('held-out accuracy is that of a count by hand; predict says the same; JSON and .npz hold the same model', async () => {
  const root = folder();
  write(root, 'train.csv', formatCsv(circle(40, 'train')));
  const held = circle(60, 'test');
  write(root, 'test.csv', formatCsv(held));
  const common = ['fit', 'train.csv', '--target', 'label', '--loss', 'squared', '--beta', '0.3', '--bias'];
  const asked = [...common, '--patterns', '12', '--test', 'test.csv'];
  const [text, json] = await Promise.all([
    assay([...asked, '--out', 'm.npz', '--table'], root),
    assay([...asked, '--out', 'm.json', '--json'], root),
  ]);
  assert.equal(text.code, 0, text.stderr);
  assert.match(text.stdout, /constant +seven: kept, but they tell nothing/);
  assert.match(text.stdout, /patterns +12, in \d+ draws, of at most \d+/);
  assert.match(text.stdout, /no network with these 12 patterns has an objective below that/);
  assert.match(text.stdout, /^ +\S+: no network of any width has an objective below that$/m);
  assert.match(
    text.stdout,
    /neurons, its own objective \S+: the optimum over all networks is not above that/,
  );
  assert.match(text.stdout, /^iteration +objective +primal +dual +gap\n +1 .*\n +2 /m);

  const { names, read: array } = parseNpz(readFileSync(join(root, 'm.npz')), 'm.npz');
  assert.deepEqual(names, ['hidden', 'output', 'mean', 'std', 'model']);
  const model = modelOfArrays(Object.fromEntries(names.map((name) => [name, array(name)])), 'm.npz');
  assert.deepEqual(model, parseModel(read(root, 'm.json'), 'm.json'));
  assert.equal(array('hidden').shape[1], 4, 'three features and the bias');

  const data = Float64Array.from(
    { length: 180 },
    (_, e) => [held.a, held.b, held.seven][e % 3]![Math.floor(e / 3)]!,
  );
  const z = respond(model, { rows: 60, cols: 3, data });
  const correct = [...z.keys()].filter((k) => z[k]! > 0 === held.label[k]! > 0).length;
  assert.ok(correct > 40 && correct < 60);
  assert.match(text.stdout, new RegExp(`held out +accuracy \\S+ % \\(${correct} of 60;`));
  const told = JSON.parse(json.stdout);
  assert.equal(told.heldOut.correct, correct);
  assert.equal(told.heldOut.accuracy.value, correct / 60);
  assert.ok(told.certificate.relativeGap <= 1e-4 && told.certificate.status === 'gap-reached');

  const predicted = await assay(['predict', 'm.npz', 'test.csv', '--out', 'p.csv'], root);
  assert.match(
    predicted.stdout,
    new RegExp(`accuracy \\S+ % \\(${correct} of 60;.*\n60 predictions in p\\.csv`),
  );
  assert.deepEqual([...parseCsv(read(root, 'p.csv'), 'p').columns[0]!.numbers], [...z]);
  assert.equal((await assay(['predict', 'm.npz', 'test.csv', '--out', 'p.npz'], root)).code, 0);
  assert.deepEqual(parseNpz(readFileSync(join(root, 'p.npz')), 'p').read('prediction').data, z);
});

test('arrays of numpy are data as well, and a model of two classes answers with their names', async () => {
  const root = folder();
  const { a, b, label } = circle(30, 'arrays');
  const X = {
    shape: [30, 2],
    data: Float64Array.from({ length: 60 }, (_, e) => (e % 2 === 0 ? a : b)[e >> 1]!),
  };
  write(root, 'd.npz', formatNpz({ X, y: { shape: [30], data: label } }));
  const { code, stdout, stderr } = await assay(
    ['fit', 'd.npz', '--loss', 'squared', '--out', 'm.json'],
    root,
  );
  assert.equal(code, 0, stderr);
  assert.match(stdout, /d\.npz +30 samples of 2 features/);

  const model = parseModel(read(root, 'm.json'), 'm.json');
  const named = { ...JSON.parse(read(root, 'm.json')), classes: { negative: 'in, side', positive: 'out' } };
  named.training.loss = 'bce';
  write(root, 'named.json', JSON.stringify(named));
  const predicted = await assay(['predict', 'named.json', 'd.npz'], root);
  assert.equal(predicted.code, 1, 'the column y holds neither class');
  assert.match(
    predicted.stderr,
    /d\.npz, row 0 \(from 0\), column "y": the label is "-?1"; the classes of the training data are "in, side" and "out"/,
  );
  write(root, 'x.csv', formatCsv({ x0: a, x1: b }));
  const answers = parseCsv((await assay(['predict', 'named.json', 'x.csv'], root)).stdout, 'p').columns;
  const z = respond(model, { rows: 30, cols: 2, data: X.data });
  assert.deepEqual(
    answers.map(({ name }) => name),
    ['prediction', 'output', 'probability'],
  );
  assert.deepEqual(
    answers[0]!.words,
    Array.from(z, (value) => (value > 0 ? 'out' : 'in, side')),
  );
  assert.deepEqual(answers[1]!.numbers, z);
  for (const [k, value] of answers[2]!.numbers.entries())
    assert.ok(Math.abs(value - 1 / (1 + Math.exp(-2 * z[k]!))) < 1e-15);
});

test('cross-validation prints its table, chooses by its rule, and trains with the choice', async () => {
  const root = folder();
  write(root, 'train.csv', formatCsv(circle(30, 'folds')));
  const asked = [
    'fit',
    'train.csv',
    '--target',
    'label',
    '--loss',
    'squared',
    '--patterns',
    '6',
    '--folds',
    '3',
  ];
  const { code, stdout, stderr } = await assay([...asked, '--beta-grid', '0.1,1,100', '--json'], root);
  assert.equal(code, 0, stderr);
  assert.match(
    stderr,
    /Cross-validation: mean \+- standard error over 3 folds\n +beta +held-out accuracy +held-out loss/,
  );
  const { crossValidation, training } = JSON.parse(stdout);
  assert.equal(crossValidation.rows.length, 3);
  assert.equal(training.beta, crossValidation.chosen);
  assert.match(
    stderr,
    new RegExp(`beta ${training.beta}: the largest whose accuracy is within one standard error of the best`),
  );
});

test('robust training says in which unit, with both bounds, and how the held-out samples fare under attack', async () => {
  const root = folder();
  write(root, 'train.csv', formatCsv(circle(40, 'train')));
  write(root, 'test.csv', formatCsv(circle(60, 'test')));
  const common = [
    'fit',
    'train.csv',
    '--target',
    'label',
    '--beta',
    '0.3',
    '--patterns',
    '12',
    '--gap',
    '1e-2',
  ];
  const robust = [...common, '--bias', '--robust', '0.05', '--test', 'test.csv'];
  const [text, json, own, folds, tight] = await Promise.all([
    assay([...robust, '--out', 'm.json'], root),
    assay([...robust, '--json'], root),
    assay([...robust, '--no-scale'], root),
    assay(
      [
        'fit',
        'train.csv',
        '--target',
        'label',
        '--bias',
        '--robust',
        '0.05',
        '--beta-grid',
        '0.3',
        '--folds',
        '2',
        '--patterns',
        '4',
        '--gap',
        '1e-2',
      ],
      root,
    ),
    assay([...common, '--robust', '9'], root),
  ]);
  assert.equal(text.code, 0, text.stderr);
  for (const line of [
    /^Trained against perturbations of each feature up to 0\.05 of its standard deviations$/,
    /^ +patterns +\d+, with room for the perturbations, in \d+ draws, of at most/,
    /^ +bound +\S+: no network with th\D+[\d]* ?patterns? has an objective below that$/,
    /^ +\S+: no network of any width has an objective below that$/,
    /^ +network +\d+ neurons$/,
    /^ +held out +accuracy/,
    /^ +attacked +accuracy/,
  ])
    assert.match(text.stdout, new RegExp(line.source, 'm'));
  assert.match(own.stdout, /^Trained against perturbations of each feature up to 0\.05$/m);
  const { heldOut, heldOutUnderAttack, certificate } = JSON.parse(json.stdout);
  assert.ok(heldOutUnderAttack.meanLoss > heldOut.meanLoss && heldOutUnderAttack.correct <= heldOut.correct);
  assert.ok(certificate.globalDual > 0 && certificate.globalDual <= certificate.dual);
  assert.deepEqual(parseModel(read(root, 'm.json'), 'm.json').certificate, certificate);
  assert.match(folds.stdout, /standard error over 2 folds, under attack/);
  assert.equal(tight.code, 1);
  assert.match(
    tight.stderr,
    /none of the \d+ patterns drawn has room for perturbations of radius 9: take a smaller/,
  );
  assert.doesNotMatch(tight.stderr, /\n {4}at /, 'no stack');
});

test('training on the patterns of a network: a model of ours, or bare weights', async () => {
  const root = folder();
  write(root, 'train.csv', formatCsv(circle(40, 'train')));
  const squared = ['fit', 'train.csv', '--target', 'label', '--loss', 'squared', '--beta', '0.3'];
  assert.equal((await assay([...squared, '--bias', '--patterns', '6', '--out', 'm.json'], root)).code, 0);
  write(
    root,
    'n.json',
    JSON.stringify({
      output: [1, -1, 2],
      hidden: [
        [1, 0, 0],
        [-1, 1, 0],
        [0, 1, -0.1],
      ],
    }),
  );
  const [ours, bare, wide] = await Promise.all([
    assay([...squared, '--from', 'm.json', '--out', 'again.npz'], root),
    assay([...squared, '--from', 'n.json', '--json'], root),
    assay([...squared, '--from', 'n.json', '--bias'], root),
  ]);
  assert.equal(ours.code, 0, ours.stderr);
  assert.match(ours.stdout, /features +brought to mean 0/);
  assert.match(ours.stdout, /patterns +\d, those of the network given\n/);
  assert.match(ours.stdout, /given +objective \S+ of the network given/);
  const told = JSON.parse(bare.stdout);
  assert.equal(told.training.scale, false);
  assert.equal(told.training.patternsUsed, 3);
  assert.ok(told.certificate.networkObjective < told.training.incumbent);
  assert.equal(wide.code, 1);
  assert.match(wide.stderr, /X has 4 features but the network was trained on 3/);
});

test('what is wrong with data, model or options is said, with exit code 1 or 2 and no stack', async () => {
  const root = folder();
  known(root);
  write(root, 'three.csv', 'a,label\n1,x\n2,y\n3,z\n');
  write(root, 'hole.csv', 'a,label\n1,x\n,y\n');
  write(root, 'other.csv', 'a,b,label\n1,2,no\n');
  write(root, 'words.csv', 'a,label\n1,x\n2,y\n');
  write(root, 'only.csv', 'label\n1\n2\n');
  const wrong: [number, string[], RegExp][] = [
    [2, ['known.csv'], /--target names the column to be predicted: one of a, b, label/],
    [1, ['known.csv', '--target', 'class'], /known\.csv has no column "class": its columns are a, b, label/],
    [
      1,
      ['three.csv', '--target', 'label'],
      /three\.csv, column "label", has 3 classes, x \(1\), y \(1\), z \(1\): the bce and hinge/,
    ],
    [1, ['hole.csv', '--target', 'label'], /hole\.csv, row 2 \(line 3\), column "a": the cell is empty/],
    [
      1,
      ['words.csv', '--target', 'label', '--loss', 'squared'],
      /column "label": the cell is "x", not a finite number; the squared loss takes numbers; for classes use --loss bce/,
    ],
    [1, ['known.csv', '--target', 'label', '--test', 'words.csv'], /words\.csv has no column "b"/],
    [
      1,
      ['known.csv', '--target', 'label', '--test', 'other.csv'],
      /other\.csv, row 1 \(line 2\), column "label": the label is "no"; the classes of the training data are "-1" and "1"/,
    ],
    [1, ['none.csv', '--target', 'label'], /there is no file none\.csv/],
    [2, ['only.csv', '--target', 'label'], /only\.csv has no column but the target/],
    [
      2,
      ['known.csv', '--target', 'label', '--out', 'm.txt'],
      /m\.txt: the name of a model file ends with \.json or \.npz/,
    ],
    [2, ['known.csv', '--beta', '0'], /argument '0' is invalid\. a number above 0 is needed/],
    [2, ['known.csv', '--beta-grid', '1,x'], /'1,x' is invalid\. a number above 0 is needed/],
    [2, ['known.csv', '--robust', '-1'], /a number from 0 on is needed/],
    [2, ['known.csv', '--loss', 'l1'], /Allowed choices are squared, hinge, bce/],
    [2, ['known.csv', '--beta', '1', '--beta-grid', '1,2'], /cannot be used with option/],
    [
      1,
      ['known.csv', '--target', 'label', '--loss', 'squared', '--beta-grid', '1', '--folds', '7'],
      /7 folds of 6 samples/,
    ],
  ];
  write(root, 'bad.json', '{');
  const predictions: [number, string[], RegExp][] = [
    [1, ['none.json', 'known.csv'], /none\.json cannot be read: ENOENT/],
    [1, ['bad.json', 'known.csv'], /bad\.json is no JSON/],
    [2, ['known.csv', 'known.csv'], /the name of a model file ends with/],
    [2, ['none.json', 'known.csv', '--out', 'p.txt'], /a file of predictions ends with \.csv or \.npz/],
  ];
  const calls = [
    ...wrong.map(([code, args, message]) => ({ code, args: ['fit', ...args], message })),
    ...predictions.map(([code, args, message]) => ({ code, args: ['predict', ...args], message })),
  ];
  const ends = await Promise.all(calls.map(({ args }) => assay(args, root)));
  ends.forEach((end, i) => {
    assert.equal(end.code, calls[i]!.code, end.stderr);
    assert.match(end.stderr, calls[i]!.message);
    assert.doesNotMatch(end.stderr, /\n {4}at /, 'no stack');
  });
});

test('Ctrl-C keeps the best model so far and says that it is not the optimum', async () => {
  const root = folder();
  write(root, 'train.csv', formatCsv(circle(120, 'long')));
  const asked = ['fit', 'train.csv', '--target', 'label', '--loss', 'squared', '--bias', '--patterns', '60'];
  const child = startAssay([...asked, '--gap', '1e-12', '--table', '--out', 'm.json'], root);
  let printed = '';
  child.stdout!.on('data', (text) => {
    printed += text;
  });
  const end = ended(child);
  await until(() => /^ +2 /m.test(printed), 'the second iteration');
  child.kill('SIGINT');
  const { code, stdout, stderr } = await end;
  assert.equal(code, 130, stderr);
  assert.match(stdout, /stopping: the best model so far is kept/);
  assert.match(stdout, /stopped before the gap asked for/);
  const { certificate } = parseModel(read(root, 'm.json'), 'm.json');
  assert.equal(certificate.status, 'aborted');
  assert.ok(certificate.dual <= certificate.primal);
});

test('Ctrl-C during cross-validation leaves no model and says so', async () => {
  const root = folder();
  write(root, 'train.csv', formatCsv(circle(120, 'long')));
  const asked = ['fit', 'train.csv', '--target', 'label', '--loss', 'squared', '--bias', '--patterns', '40'];
  const child = startAssay(
    [...asked, '--beta-grid', '1e-3,1e-2,1e-1,1', '--folds', '10', '--out', 'm.json'],
    root,
  );
  let printed = '';
  child.stdout!.on('data', (text) => {
    printed += text;
  });
  const end = ended(child);
  await until(() => printed.includes('label'), 'the summary of the data');
  await new Promise((resolve) => setTimeout(resolve, 500));
  child.kill('SIGINT');
  const { code, stderr } = await end;
  assert.equal(code, 130);
  assert.match(stderr, /stopped before there was a model/);
  assert.ok(!existsSync(join(root, 'm.json')));
});
