// What a person does with the kernel: TypeScript in cells, cells written for tslab, much output, the stop button.
import { suiteTest } from './suite/asTests.ts';

suiteTest('TypeScript in cells', ['typescript', 'tslab']);
suiteTest('output and interrupts', ['load', 'interrupt']);
