// Elementary functions in WebAssembly: the same bits on every engine and architecture.
// Address after the static data: the loader checks that it stays in its room.
export function heapBase(): usize { return __heap_base; }

export function exp(x: f64): f64 { return Math.exp(x); }
export function expm1(x: f64): f64 { return Math.expm1(x); }
export function log(x: f64): f64 { return Math.log(x); }
export function log1p(x: f64): f64 { return Math.log1p(x); }
export function sin(x: f64): f64 { return Math.sin(x); }
export function cos(x: f64): f64 { return Math.cos(x); }
export function tanh(x: f64): f64 { return Math.tanh(x); }
export function pow(x: f64, y: f64): f64 { return Math.pow(x, y); }
