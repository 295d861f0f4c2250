import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertError, assertOk, type Session, startSession } from './harness.ts';

let session: Session;
before(async () => {
  session = await startSession();
});
after(() => session[Symbol.asyncDispose]());

test('the value of the last statement is the result, and none where it is undefined', async () => {
  assert.equal(assertOk(await session.run('$k.r(6 * 7)')), '42');
  assert.equal(assertOk(await session.run('$k.r(undefined)')), undefined);
});

test('a binding lives on in its bank, and a closure of an earlier cell sees what a later one assigns', async () => {
  assertOk(await session.run('$0.count = 1; $0.read = () => $0.count;'));
  assertOk(await session.run('$0.count = 5;'));
  assert.equal(assertOk(await session.run('$k.r((0, $0.read)())')), '5');
});

test('a thrown error is the outcome, with the place in the cell and no frame of the kernel', async () => {
  const { ename, evalue, traceback } = assertError(await session.run('\n  throw new RangeError("too far")'));
  assert.deepEqual([ename, evalue], ['RangeError', 'too far']);
  const text = traceback.join('\n');
  assert.match(text, /In \[\d+\]:2:\d+/);
  assert.doesNotMatch(text, /src\/kernel|node:internal/);
});

test('error.stack as user code reads it names the cell', async () => {
  assert.match(assertOk(await session.run('\n\n$k.r(new Error("x").stack)'))!, /In \[\d+\]:3:\d+/);
});

test('all output of a cell is delivered before its outcome, in order, on the stream it was written to', async () => {
  session.events.length = 0;
  assertOk(
    await session.run(`console.log('a'); console.error('b'); process.stdout.write('c'); console.table([{ x: 1 }]);
      await $k.w(null); console.log('d %d', 4); process.stdout.write(Buffer.from('é\\n'));`),
  );
  const streams = session.events.filter((event) => event.type === 'stream');
  assert.deepEqual([...new Set(streams.map(({ cell }) => cell))], [session.last()]);
  assert.equal(streams.map(({ name, text }) => (name === 'stderr' ? text : '')).join(''), 'b\n');
  const printed = session.printed(session.last());
  assert.match(printed, /^a\nc┌.*d 4\né\n$/s);
});

test('100,000 printed lines all arrive, in few events', async () => {
  session.events.length = 0;
  assertOk(await session.run('for (let i = 0; i < 100_000; i++) console.log("line", i);'));
  const lines = session.printed().split('\n');
  assert.equal(lines.length, 100_001);
  assert.ok(lines.slice(0, -1).every((line, i) => line === `line ${i}`));
  assert.ok(session.events.length < 1000, `${session.events.length} events`);
});

test('a text longer than the memory for output arrives whole, surrogate pairs too', async () => {
  session.events.length = 0;
  assertOk(await session.run('process.stdout.write("x" + "😀".repeat(1_500_000))'));
  assert.equal(session.printed(), `x${'😀'.repeat(1_500_000)}`);
});

test('a line is out while the cell goes on computing', async () => {
  session.events.length = 0;
  const outcome = session.run(
    'console.log("one"); console.log("two"); const end = Date.now() + 200; while (Date.now() < end);',
  );
  await session.event(() => session.printed().includes('two'));
  const early = await Promise.race([outcome.then(() => false), Promise.resolve(true)]);
  assert.ok(early);
  assertOk(await outcome);
});

test('an interrupt in the middle of a write does not keep later text from process.stdout', async () => {
  const outcome = session.run('for (;;) process.stdout.write("y".repeat(1000));');
  await sleep(30);
  await session.runner.interrupt();
  assertError(await outcome);
  assertOk(await session.run('process.stdout.write("later", () => console.log(" and then"));'));
  await session.event(() => session.printed(session.last()) === 'later and then\n');
});

test("what is not the user's doing says nothing on stderr", async () => {
  session.events.length = 0;
  assertOk(await session.run('await $k.w($k.i("./test/kernel/runner/harness.ts"));'));
  assert.deepEqual(session.events, []);
  assertOk(await session.run('process.emitWarning("mind this", { code: "MIND" }); await $k.w(null);'));
  const warned = await session.event((event) => event.type === 'stream');
  assert.deepEqual(warned.type === 'stream' && [warned.name, warned.text], [
    'stderr',
    '[MIND] Warning: mind this\n',
  ]);
});

test('console.clear is an event', async () => {
  assertOk(await session.run('console.clear()'));
  await session.event((event) => event.type === 'clear' && event.cell === session.last());
});

test('late output and late errors belong to the cell that started them', async () => {
  assertOk(
    await session.run(
      'setTimeout(() => { console.log("late"); throw new Error("late throw") }, 30); setTimeout(() => Promise.reject(new Error("late rejection")), 40);',
    ),
  );
  const cell = session.last();
  assertOk(await session.run('1'));
  const isError = (message: string) =>
    session.event((event) => event.type === 'error' && event.error.evalue === message);
  for (const message of ['late throw', 'late rejection'])
    assert.equal(((await isError(message)) as { cell: number }).cell, cell);
  assert.equal(session.printed(cell), 'late\n');
});

test('a rejection that nobody handles is an event before the outcome of its cell', async () => {
  session.events.length = 0;
  assertOk(await session.run('(async () => { await null; throw new Error("nobody") })()'));
  assert.deepEqual(
    session.events.map((event) => event.type === 'error' && [event.cell, event.error.evalue]),
    [[session.last(), 'nobody']],
  );
});

test('a getter that throws while the result is formatted is no end of anything', async () => {
  assertOk(
    await session.run(
      '$k.r({ [Symbol.for("nodejs.util.inspect.custom")]() { throw new Error("no view") } })',
    ),
  );
  assert.equal(assertOk(await session.run('$k.r(1)')), '1');
});

test('code that does not parse is an error', async () => {
  assert.equal(assertError(await session.run('this is no code')).ename, 'SyntaxError');
});

test('input asks, one question after the other, and takes the reply', async () => {
  const outcome = session.run('$k.r(await $k.w(Promise.all([input("name? "), prompt("age? ")])))', true);
  for (const [prompt, reply] of [
    ['name? ', 'Ada'],
    ['age? ', '36'],
  ] as const) {
    await session.event((event) => event.type === 'input' && event.prompt === prompt);
    await sleep(5);
    session.runner.reply(reply);
  }
  assert.equal(assertOk(await outcome), "[ 'Ada', '36' ]");
});

test('an interrupt ends a question, and the next one is put', async () => {
  const outcome = session.run(
    'try { await $k.w(input("first? ")); } finally { console.log("cleaned"); }',
    true,
  );
  await session.event((event) => event.type === 'input' && event.prompt === 'first? ');
  await session.runner.interrupt();
  assert.equal(assertError(await outcome).ename, 'InterruptError');
  assert.equal(session.printed(session.last()), 'cleaned\n');
  const next = session.run('$k.r(await $k.w(input("second? ")))', true);
  await session.event((event) => event.type === 'input' && event.prompt === 'second? ');
  session.runner.reply('yes');
  assert.equal(assertOk(await next), "'yes'");
});

test('input without a front end that answers says so', async () => {
  assert.match(assertError(await session.run('await $k.w(input("?"))')).evalue, /allow_stdin/);
});
