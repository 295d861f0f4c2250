// Ten thousand random messages, and three hundred interrupts at random moments.
import { suiteTest } from './suite/asTests.ts';

suiteTest('noise and interrupts', ['fuzz', 'interrupts']);
