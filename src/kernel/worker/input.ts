// input() and prompt(): a question to the person at the front end.
import type { RunnerEvent } from '../contract.ts';
import { owner } from './scope.ts';

export interface Input {
  readonly ask: (prompt?: unknown, options?: { readonly password?: boolean }) => Promise<string>;
  readonly reply: (text: string) => void;
}

type InputEvent = Extract<RunnerEvent, { type: 'input' }>;

interface Question {
  /** Puts it to the front end, as the cell that asks. */
  readonly put: () => void;
  readonly resolve: (text: string) => void;
}

/** Questions are put one at a time, in order. */
export function createInput(say: (event: Omit<InputEvent, 'cell'>) => void): Input {
  const questions: Question[] = [];
  const next = (): void => {
    questions[0]?.put();
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
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const event = { type: 'input', prompt: String(prompt), password } as const;
      const question = { put: () => owner.run(scope, () => say(event)), resolve };
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
