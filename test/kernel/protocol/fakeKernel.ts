// A kernel process with fake parts: `node fakeKernel.ts <connection file>`.
import { startKernel } from '../../../src/kernel/protocol/kernel.ts';
import { fakeLanguage, fakeRunner } from './fakeParts.ts';

await startKernel(process.argv[2]!, {
  createLanguage: async () => fakeLanguage(),
  createRunner: async (onEvent) => fakeRunner(onEvent),
  describe: (diagnostics) => ({
    ename: 'TypeError',
    evalue: diagnostics[0]!.message,
    traceback: diagnostics.map(({ message }) => message),
  }),
});
