// input() and prompt(): a question to the person at the front end.
import type { RunnerEvent } from '../contract.ts';
import { owner, type Scope } from './scope.ts';

export interface Input {
  readonly ask: (prompt?: unknown, options?: { readonly password?: boolean }) => Promise<string>;
  readonly reply: (text: string) => void;
}

interface Question {
  readonly event: Extract<RunnerEvent, { type: 'input' }>;
  readonly resolve: (text: string) => void;
}

/** Questions are put one at a time, in order. */
export function createInput(emit: (event: RunnerEvent) => void, checkpoint: (scope: Scope) => void): Input {
  const questions: Question[] = [];
  const next = (): void => {
    if (questions[0]) emit(questions[0].event);
  };
  const drop = (question: Question): void => {
    const at = questions.indexOf(question);
    if (at >= 0) questions.splice(at, 1);
    if (at === 0) next();
  };
  return {
    ask: async (prompt = '', { password = false } = {}) => {
      const scope = owner.getStore();
      if (!scope?.allowStdin)
        throw new Error(
          'input() cannot ask: the front end of this run does not answer questions (allow_stdin is false). Set the value in the cell instead.',
        );
      checkpoint(scope);
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const event = { type: 'input', cell: scope.id, prompt: String(prompt), password } as const;
      const question = { event, resolve };
      const stop = (reason: Error): void => {
        drop(question);
        reject(reason);
      };
      const entry = scope.pending.add(stop);
      questions.push(question);
      if (questions.length === 1) next();
      try {
        return await promise;
      } finally {
        scope.pending.remove(entry);
      }
    },
    reply: (text) => {
      const question = questions[0];
      if (question === undefined) return;
      question.resolve(text);
      drop(question);
    },
  };
}
