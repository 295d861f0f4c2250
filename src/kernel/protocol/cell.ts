// One execute_request from its code to the content of its reply.
import type { CellError, CellOutcome, Compilation, Language, Runner } from '../contract.ts';
import type { History } from './history.ts';
import type { Iopub } from './iopub.ts';
import type { Origin, Outputs } from './outputs.ts';
import { inspectReply } from './queries.ts';
import { type ContentOf, readContent } from './requests.ts';
import type { Stdin } from './stdin.ts';
import { errorContent, type Json, type Request } from './wire.ts';

export interface CellReply {
  readonly content: Json;
  /** Cells that wait are not to be run, because this one failed and said so. */
  readonly abortsQueued: boolean;
}

export type DescribeDiagnostics = (
  diagnostics: Extract<Compilation, { status: 'error' }>['diagnostics'],
  source: string,
  label: string,
) => CellError;

export interface CellHost {
  readonly language: Promise<Language>;
  readonly runner: Promise<Runner>;
  readonly iopub: Iopub;
  readonly outputs: Outputs;
  readonly stdin: Stdin;
  readonly history: History;
  readonly describe: DescribeDiagnostics;
}

type Execute = ContentOf<'execute_request'>;

/** `x?` and `x??`: a question for the documentation of `x`, as in IPython; neither is TypeScript. */
const QUESTION = /^\s*([\p{ID_Start}$_][\p{ID_Continue}$.]*?)(\?\??)\s*$/u;

/** The function never rejects. Numbers of cells count from 1 with each stored, non-empty one. */
export function createCellRun(host: CellHost): (request: Request) => Promise<CellReply> {
  let count = 0;

  const run = async (request: Request): Promise<CellReply> => {
    const execute = readContent('execute_request', request.content);
    const { code, silent, stop_on_error: stops } = execute;
    const stored = !silent && execute.store_history && code.trim() !== '';
    if (stored) count += 1;
    const execution_count = count;
    const origin: Origin = { request, label: `In [${count}]`, silent, done: false };
    if (!silent)
      host.iopub.publish({ type: 'execute_input', content: { code, execution_count }, parent: request });
    const entry = stored ? host.history.add(count, code) : undefined;
    const common = { execution_count, payload: [] as Json[], user_expressions: {} };

    const outcome = await outcomeOf(origin, execute);
    if (outcome.status === 'ok' && outcome.result && !silent) {
      host.outputs.result(origin, count, outcome.result);
      if (entry) entry.output = String(outcome.result.data['text/plain'] ?? '');
    }
    if (outcome.status === 'error') host.outputs.error(origin, outcome.error);
    const user_expressions = outcome.status === 'ok' ? await evaluate(origin, execute) : {};
    origin.done = true;
    host.stdin.cancel();
    const error = outcome.status === 'error' ? outcome.error : (origin.failure ?? host.outputs.takeLate());
    if (error) {
      const { ename, evalue, traceback } = error;
      return {
        content: { status: 'error', ename, evalue, traceback, ...common },
        abortsQueued: stops,
      };
    }
    return {
      content: { status: 'ok', ...common, payload: outcome.payload ?? [], user_expressions },
      abortsQueued: false,
    };
  };

  const outcomeOf = async (
    origin: Origin,
    { code, allow_stdin }: Execute,
  ): Promise<CellOutcome & { payload?: Json[] }> => {
    if (code.trim() === '') return { status: 'ok' };
    const [language, runner] = await Promise.all([host.language, host.runner]);
    const question = QUESTION.exec(code);
    if (question) return page(language, question[1]!, question[2] === '??' ? 1 : 0);
    const compilation = language.compile(code, origin.label);
    if (compilation.status === 'error')
      return { status: 'error', error: host.describe(compilation.diagnostics, code, origin.label) };
    const { cell, warnings } = compilation;
    if (warnings.length > 0) {
      const { traceback } = host.describe(warnings, code, origin.label);
      host.iopub.stream('stderr', `${traceback.join('\n')}\n`, origin.request);
    }
    host.outputs.begin(cell.id, origin);
    const outcome = runner.run(cell, { allowStdin: allow_stdin });
    language.keep(cell);
    return outcome;
  };

  /** Each expression's value as a bundle, or its error. */
  const evaluate = async (origin: Origin, { user_expressions, allow_stdin }: Execute): Promise<Json> => {
    const values: Record<string, Json> = {};
    const [language, runner] = await Promise.all([host.language, host.runner]);
    for (const [name, code] of Object.entries(user_expressions)) {
      const { cell, error } = compileExpression(language, code, name);
      if (cell) host.outputs.begin(cell.id, origin);
      const outcome: CellOutcome = cell
        ? await runner.run(cell, { allowStdin: allow_stdin })
        : { status: 'error', error };
      values[name] =
        outcome.status === 'ok'
          ? { status: 'ok', data: outcome.result?.data ?? {}, metadata: outcome.result?.metadata ?? {} }
          : { status: 'error', ...outcome.error };
    }
    return values;
  };

  const compileExpression = (language: Language, code: string, name: string) => {
    const compilation = language.compile(`(${code}\n)`, name);
    return compilation.status === 'ok'
      ? { cell: compilation.cell }
      : { error: host.describe(compilation.diagnostics, `(${code}\n)`, name) };
  };

  return async (request) => {
    try {
      return await run(request);
    } catch (error) {
      return { content: { ...errorContent(error), execution_count: count }, abortsQueued: true };
    }
  };
}

/** Shown by the front end in its pager. */
function page(
  language: Language,
  name: string,
  detail: 0 | 1,
): { status: 'ok'; payload: Json[] } | { status: 'error'; error: CellError } {
  const { found, data } = inspectReply(language, name, name.length, detail);
  if (found) return { status: 'ok', payload: [{ source: 'page', data, start: 0 }] };
  const evalue = `nothing is known of ${name}`;
  return {
    status: 'error',
    error: { ename: 'ReferenceError', evalue, traceback: [`ReferenceError: ${evalue}`] },
  };
}
