// Elementary functions whose bits do not depend on the JavaScript engine; recorded paths take them from here.
import { loadWasm } from './load.ts';

type Unary = (x: number) => number;

export const { exp, expm1, log, log1p, sin, cos, tanh, pow } = loadWasm<{
  exp: Unary;
  expm1: Unary;
  log: Unary;
  log1p: Unary;
  sin: Unary;
  cos: Unary;
  tanh: Unary;
  pow: (x: number, y: number) => number;
}>('math');
