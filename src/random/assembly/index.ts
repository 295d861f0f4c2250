// Random numbers: xoshiro256++ (Blackman and Vigna 2021), normals by a 256-layer ziggurat (Marsaglia and Tsang 2000),
// gamma by Marsaglia and Tsang (2000). One stream is current; its state is swapped from outside.

// Address after this module's static data: the loader checks that it stays in its room.
export function heapBase(): usize { return __heap_base; }

const STATE = memory.data(32, 16);
const SCRATCH = memory.data(8192, 16); // where numbers wait that go to views outside this memory
const X = memory.data(257 * 8, 16); // right edges of the layers, X[256] = 0
const Y = memory.data(257 * 8, 16); // exp(-X^2 / 2)
const R: f64 = 3.6541528853610088; // start of the tail
const AREA: f64 = 0.00492867323399; // of each layer
const UNIT: f64 = 1.0 / 9007199254740992.0; // 2^-53

@inline function x(i: u32): f64 { return load<f64>(X + (<usize>i << 3)); }
@inline function y(i: u32): f64 { return load<f64>(Y + (<usize>i << 3)); }

// Same tables in every instance: they are computed by this module's own exp, log and sqrt.
function buildLayers(): void {
  const density = Math.exp(-0.5 * R * R);
  store<f64>(X, AREA / density);
  store<f64>(X + 8, R);
  store<f64>(Y + 8, density);
  for (let i = 2; i < 256; i++) {
    const height = AREA / x(i - 1) + y(i - 1);
    store<f64>(X + (<usize>i << 3), Math.sqrt(-2.0 * Math.log(height)));
    store<f64>(Y + (<usize>i << 3), height);
  }
  store<f64>(X + 256 * 8, 0.0);
  store<f64>(Y + 256 * 8, 1.0);
}
buildLayers();

export function stateAddress(): usize { return STATE; }
export function scratchAddress(): usize { return SCRATCH; }

@inline function next(): u64 {
  let s0 = load<u64>(STATE), s1 = load<u64>(STATE, 8), s2 = load<u64>(STATE, 16), s3 = load<u64>(STATE, 24);
  const result = rotl(s0 + s3, 23) + s0;
  const t = s1 << 17;
  s2 ^= s0;
  s3 ^= s1;
  s1 ^= s2;
  s0 ^= s3;
  s2 ^= t;
  s3 = rotl(s3, 45);
  store<u64>(STATE, s0);
  store<u64>(STATE, s1, 8);
  store<u64>(STATE, s2, 16);
  store<u64>(STATE, s3, 24);
  return result;
}

/** Multiple of 2^-53 in [0, 1). */
export function uniform(): f64 { return <f64>(next() >> 11) * UNIT; }

/** In (0, 1), for logarithms and powers. */
@inline function open(): f64 { return (<f64>(next() >> 11) + 0.5) * UNIT; }

export function normal(): f64 {
  while (true) {
    const bits = next();
    const layer = <u32>bits & 255;
    const negative = (bits & 256) != 0;
    const v = <f64>(bits >> 11) * UNIT * x(layer);
    if (v < x(layer + 1)) return negative ? -v : v;
    if (layer == 0) {
      let beyond: f64, e: f64;
      do {
        beyond = -Math.log(open()) / R;
        e = -Math.log(open());
      } while (e + e < beyond * beyond);
      return negative ? -(R + beyond) : R + beyond;
    }
    const height = y(layer) + uniform() * (y(layer + 1) - y(layer));
    if (height < Math.exp(-0.5 * v * v)) return negative ? -v : v;
  }
}

/** Uniform on 0..n-1 without bias (Lemire 2019), 1 <= n <= 2^32 - 1. */
export function integer(n: u32): u32 {
  let product = (next() >> 32) * <u64>n;
  if (<u32>product < n) {
    const threshold: u32 = (<u32>0 - n) % n;
    while (<u32>product < threshold) product = (next() >> 32) * <u64>n;
  }
  return <u32>(product >> 32);
}

/** Gamma with the given shape > 0 and scale 1. */
export function gamma(shape: f64): f64 {
  if (shape < 1.0) return gamma(shape + 1.0) * Math.pow(open(), 1.0 / shape);
  const d = shape - 1.0 / 3.0;
  const c = 1.0 / Math.sqrt(9.0 * d);
  while (true) {
    const z = normal();
    const root = 1.0 + c * z;
    if (root <= 0.0) continue;
    const v = root * root * root;
    if (Math.log(open()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v;
  }
}

export function fillUniform(out: usize, count: u32, low: f64, high: f64): void {
  const width = high - low;
  for (let i: u32 = 0; i < count; i++, out += 8) store<f64>(out, low + width * uniform());
}

export function fillNormal(out: usize, count: u32, mean: f64, deviation: f64): void {
  for (let i: u32 = 0; i < count; i++, out += 8) store<f64>(out, mean + deviation * normal());
}

export function fillSign(out: usize, count: u32): void {
  let bits: u64 = 0;
  for (let i: u32 = 0; i < count; i++, out += 8) {
    bits = (i & 63) == 0 ? next() : bits >> 1;
    store<f64>(out, (bits & 1) != 0 ? 1.0 : -1.0);
  }
}

export function fillIntegers(out: usize, count: u32, n: u32): void {
  for (let i: u32 = 0; i < count; i++, out += 4) store<u32>(out, integer(n));
}
