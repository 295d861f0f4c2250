// The public suite and our own checks of the protocol, over the wire, by clients in Python.
import { suiteTest } from './suite/asTests.ts';

suiteTest('the public suite of Jupyter kernels', ['public']);
suiteTest('protocol 5.4', ['protocol', 'wire']);
