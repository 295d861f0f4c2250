// Gradient descent of the first layer with the loss derivative frozen at 1/2, neuron by neuron (fact sheet, section 8).
// A neuron's pre-activations stay in the first-level cache, the Gram rows in the second. Inside, v = -z / step: a step
// is additions only, and the sign bit of v says that a sample is active (v is never -0, so z = 0 is not active).
//
// Samples with a y_i = 1 push themselves further on and rarely flip; while active, their rows stand in the slope u. Samples
// with a y_i = -1 push themselves off, mostly within a step: while G_ii suffices to turn such a sample off it is a pulse,
// its row is added to one sweep alone, and its diagonal at once, so that the next sweep shows whether it is on again.
import { add, negate, scale, signs, subtract, sweep, total, unscale } from './rows';

const BLOCK = 8; // samples whose changes of sign are looked for together
const FUSED = 6; // pulses that one sweep takes

// Sizes and addresses of the call, see `evolve`.
let trainBytes: usize = 0;
let restBytes: usize = 0;
let gram: usize = 0;
let diagonal: usize = 0;
let gramRest: usize = 0;
let v: usize = 0;
let vRest: usize = 0;
let u: usize = 0;
let uRest: usize = 0;
let sum: usize = 0; // of the rows that a sweep cannot take
let counts: usize = 0; // steps t' < t in which a sample was active, less t where it is in the slope
let running: usize = 0; // 1 where it is, else 0
let flagged: usize = 0; // blocks where the last sweep changed a sign
let active: usize = 0; // per block, samples whose row is in the slope
let pulses: usize = 0; // samples that pulse in the next step
let rows: usize = 0; // addresses of their rows

/** Puts the row of sample i into the slope at step t, or takes it out. */
function changeSlope(i: usize, isOn: bool, isRight: bool, t: i32, restWidth: usize): void {
  const own = load<f64>(diagonal + (i << 3));
  const on = isOn == isRight; // v falls faster from now on
  if (on) {
    subtract(u, gram + i * trainBytes, trainBytes);
    subtract(uRest, gramRest + i * restBytes, restWidth);
  } else {
    add(u, gram + i * trainBytes, trainBytes);
    add(uRest, gramRest + i * restBytes, restWidth);
  }
  store<f64>(u + (i << 3), load<f64>(u + (i << 3)) + (on ? -own : own));
  store<f64>(running + (i << 3), isOn ? 1.0 : 0.0);
  count(i, isOn ? -<f64>t : <f64>t);
}

@inline function count(i: usize, steps: f64): void {
  store<f64>(counts + (i << 3), load<f64>(counts + (i << 3)) + steps);
}

/** Puts the rows of the samples that are active at the start into the slope; right samples lie in [right, rightEnd). */
function start(right: usize, rightEnd: usize): void {
  memory.fill(u, 0, trainBytes + restBytes);
  memory.fill(counts, 0, 2 * trainBytes);
  for (let block: usize = 0; block < trainBytes >> 6; block++) {
    const on = signs(v + (block << 6));
    store<u8>(active + block, on);
    for (let bits = on; bits != 0; bits &= bits - 1) {
      const i = block * BLOCK + <usize>ctz(bits);
      changeSlope(i, true, i >= right && i < rightEnd, 0, restBytes);
    }
  }
}

/** Takes the flips of the last sweep: into the slope, or into the list of pulses, whose length is returned. */
function takeFlips(end: usize, t: i32, right: usize, rightEnd: usize, restWidth: usize): i32 {
  let pulsing = 0;
  for (let flag = flagged; flag < end; flag += 4) {
    const block = <usize>load<i32>(flag);
    let on = signs(v + (block << 6));
    for (let bits = on ^ load<u8>(active + block); bits != 0; bits &= bits - 1) {
      const bit = ctz(bits);
      const i = block * BLOCK + <usize>bit;
      const isOn = ((on >> bit) & 1) != 0;
      const isRight = i >= right && i < rightEnd;
      if (isOn && !isRight) {
        const turned = load<f64>(v + (i << 3)) + load<f64>(diagonal + (i << 3));
        if (turned >= 0.0) {
          store<f64>(v + (i << 3), turned);
          store<i32>(pulses + (<usize>pulsing << 2), <i32>i);
          pulsing++;
          on ^= 1 << bit;
          continue;
        }
      }
      changeSlope(i, isOn, isRight, t, restWidth);
    }
    store<u8>(active + block, on);
  }
  return pulsing;
}

/** One step of all samples, and of the rest where it is followed. Returns the end of the flagged blocks. */
function stepAll(pulsing: i32, restWidth: usize): usize {
  for (let p = 0; p < pulsing; p++) count(<usize>load<i32>(pulses + (<usize>p << 2)), 1.0);
  if (restWidth != 0) {
    gather(pulsing, gramRest, restBytes, restWidth);
    stepRows(pulsing, vRest, uRest, restWidth, flagged);
  }
  gather(pulsing, gram, trainBytes, trainBytes);
  return stepRows(pulsing, v, u, trainBytes, flagged);
}

/** Addresses of the rows of the pulses; the sum of those beyond `FUSED` takes the place of the last. */
@inline function gather(pulsing: i32, matrix: usize, bytes: usize, width: usize): void {
  for (let p = 0; p < pulsing; p++)
    store<i32>(rows + (<usize>p << 2), <i32>(matrix + <usize>load<i32>(pulses + (<usize>p << 2)) * bytes));
  if (pulsing <= FUSED) return;
  const last = rows + 4 * (FUSED - 1);
  memory.copy(sum, <usize>load<i32>(last), width);
  for (let p = FUSED; p < pulsing; p++) add(sum, <usize>load<i32>(rows + (<usize>p << 2)), width);
  store<i32>(last, <i32>sum);
}

@inline function stepRows(pulsing: i32, v: usize, u: usize, bytes: usize, flagged: usize): usize {
  const a = <usize>load<i32>(rows);
  const b = <usize>load<i32>(rows, 4);
  const c = <usize>load<i32>(rows, 8);
  const d = <usize>load<i32>(rows, 12);
  const e = <usize>load<i32>(rows, 16);
  const f = <usize>load<i32>(rows, 20);
  switch (min(pulsing, FUSED)) {
    case 0: return sweep(0, v, u, a, b, c, d, e, f, bytes, flagged);
    case 1: return sweep(1, v, u, a, b, c, d, e, f, bytes, flagged);
    case 2: return sweep(2, v, u, a, b, c, d, e, f, bytes, flagged);
    case 3: return sweep(3, v, u, a, b, c, d, e, f, bytes, flagged);
    case 4: return sweep(4, v, u, a, b, c, d, e, f, bytes, flagged);
    case 5: return sweep(5, v, u, a, b, c, d, e, f, bytes, flagged);
    default: return sweep(6, v, u, a, b, c, d, e, f, bytes, flagged);
  }
}

/**
 * Steps of `neurons` neurons, z <- z + step a sum of y_i G_i over the active training samples i, a = +-1.
 *
 * The first `positive` of the `train` samples have y_i = 1, the others y_i = -1 (both multiples of 8, filled up with rows
 * of zeros). z0, rest0: neurons x train and neurons x rest pre-activations at step 0; rest is a multiple of 8. gram: train x
 * train without its diagonal, `diagonals`: that. gramOfRest: train x rest. outputSigns: neurons, a. readouts: `places`
 * increasing steps. At a readout, row `place * neurons + j` of `z`, `restOut` and `coefficients` gets <w_j, x_i>, that of the
 * rest, and C_ji with w_j = w_j(0) + sum_i C_ji x_i. The rest is followed up to step `followed`; at later readouts it is left
 * as at step 0, for a product with the coefficients. scratch: 4 rest + 9 train doubles.
 */
export function evolve(
  z0: usize, rest0: usize, gramOfTrain: usize, diagonals: usize, gramOfRest: usize, train: i32, positive: i32, rest: i32,
  outputSigns: usize, neurons: i32, step: f64, readouts: usize, places: i32, followed: i32,
  z: usize, restOut: usize, coefficients: usize, scratch: usize,
): void {
  trainBytes = <usize>train << 3;
  restBytes = <usize>rest << 3;
  gram = gramOfTrain;
  diagonal = diagonals;
  gramRest = gramOfRest;
  v = scratch;
  vRest = v + trainBytes;
  u = vRest + restBytes;
  uRest = u + trainBytes;
  sum = uRest + restBytes;
  counts = sum + max(trainBytes, restBytes);
  running = counts + trainBytes;
  pulses = running + trainBytes; // integers from here on
  rows = pulses + trainBytes;
  active = rows + trainBytes;
  flagged = active + trainBytes; // the last, for the rest may have more blocks
  for (let j = 0; j < neurons; j++) {
    const a = load<f64>(outputSigns + (<usize>j << 3));
    const right: usize = a > 0.0 ? 0 : positive;
    const rightEnd: usize = a > 0.0 ? positive : train;
    scale(v, z0 + <usize>j * trainBytes, step, trainBytes);
    scale(vRest, rest0 + <usize>j * restBytes, step, restBytes);
    start(right, rightEnd);
    let t = 0;
    let end = flagged;
    for (let place = 0; place < places; place++) {
      for (const until = load<i32>(readouts + (<usize>place << 2)); t < until; t++) {
        const restWidth = t < followed ? restBytes : 0;
        end = stepAll(takeFlips(end, t, right, rightEnd, restWidth), restWidth);
      }
      const at = <usize>(place * neurons + j);
      unscale(z + at * trainBytes, v, step, trainBytes);
      if (t <= followed) unscale(restOut + at * restBytes, vRest, step, restBytes);
      else memory.copy(restOut + at * restBytes, rest0 + <usize>j * restBytes, restBytes);
      const row = coefficients + at * trainBytes;
      total(row, counts, running, <f64>t, -step, trainBytes);
      negate(row + (right << 3), (rightEnd - right) << 3);
    }
  }
}
