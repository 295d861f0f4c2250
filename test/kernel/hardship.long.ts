// Ten thousand random messages, three hundred interrupts at random moments, memory over five hundred cells.
import { suiteTest } from './suite/asTests.ts';

suiteTest('noise, interrupts, memory', ['fuzz', 'interrupts', 'memory']);
