import { engine } from '../../src/linalg/index.ts';
import { engineSuite } from './engine.suite.ts';

engineSuite(engine('mlmatrix'));
