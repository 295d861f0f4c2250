// Finds OpenBLAS and binds the routines the engine needs (koffi); both are loaded on first use only.
import { globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { EngineUnavailableError } from './errors.ts';

type Routine = (...args: readonly (number | string | ArrayBufferView)[]) => void;

export interface OpenBlas {
  readonly dgemm: Routine;
  readonly dsyrk: Routine;
  readonly dtrsm: Routine;
  readonly dtrsv: Routine;
  readonly dgemv: Routine;
  readonly dpotrf: Routine;
  /** One number in the library's integer type, for Fortran's arguments by reference. */
  readonly integer: (value: number) => BigInt64Array | Int32Array;
}

const WHEEL = 'site-packages/scipy_openblas64/lib/libscipy_openblas64_.*';
const SYSTEM = ['libopenblas.so.0', 'libopenblas.so', 'libopenblas.dylib', 'libopenblas.dll'];

// Prefix and suffix of all names; the suffix says that integers have 64 bits.
const NAMINGS = [
  ['scipy_', '64_'],
  ['scipy_', ''],
  ['', '64_'],
  ['', ''],
] as const;

function candidates(): readonly string[] {
  const { ASSAY_OPENBLAS: given } = process.env;
  if (given) return [given];
  const environment = fileURLToPath(new URL('../../.venv/', import.meta.url));
  const wheels = globSync([`lib/python3.*/${WHEEL}`, `Lib/${WHEEL}`], { cwd: environment });
  return [...wheels.map((wheel) => environment + wheel), ...SYSTEM];
}

/** Binds the first OpenBLAS found, on one thread. Errors: `EngineUnavailableError`. */
export function loadOpenBlas(): OpenBlas {
  const paths = candidates();
  let reason: unknown;
  for (const path of paths)
    try {
      return bind(path);
    } catch (cause) {
      reason = cause;
    }
  throw new EngineUnavailableError(
    `engine openblas: no OpenBLAS could be loaded. Install it (\`pip install scipy-openblas64\` into .venv, or a system package such as libopenblas0), or set ASSAY_OPENBLAS to the path of the library. Tried ${paths.join(', ')}: ${reason}`,
    { cause: reason },
  );
}

function bind(path: string): OpenBlas {
  const koffi = createRequire(import.meta.url)('koffi') as typeof import('koffi');
  const library = koffi.load(path);
  const naming = NAMINGS.find(([prefix, suffix]) => {
    try {
      library.symbol(`${prefix}openblas_set_num_threads${suffix}`);
      return true;
    } catch {
      return false;
    }
  });
  if (naming === undefined) throw new Error('it has no function openblas_set_num_threads');
  const [prefix, suffix] = naming;
  const integer = suffix === '' ? 'int32_t' : 'int64_t';
  const routine = (name: string, parameters: string): Routine =>
    library.func(`void ${prefix}${name}${suffix}(${parameters.replaceAll('blasint', integer)})`);
  routine('openblas_set_num_threads', 'int count')(1);
  return {
    dgemm: routine(
      'cblas_dgemm',
      'int order, int transA, int transB, blasint m, blasint n, blasint k, double alpha, void *A, blasint lda, void *B, blasint ldb, double beta, void *C, blasint ldc',
    ),
    dsyrk: routine(
      'cblas_dsyrk',
      'int order, int uplo, int trans, blasint n, blasint k, double alpha, void *A, blasint lda, double beta, void *C, blasint ldc',
    ),
    dtrsm: routine(
      'cblas_dtrsm',
      'int order, int side, int uplo, int trans, int diag, blasint m, blasint n, double alpha, void *A, blasint lda, void *B, blasint ldb',
    ),
    dtrsv: routine(
      'cblas_dtrsv',
      'int order, int uplo, int trans, int diag, blasint n, void *A, blasint lda, void *x, blasint incx',
    ),
    dgemv: routine(
      'cblas_dgemv',
      'int order, int trans, blasint m, blasint n, double alpha, void *A, blasint lda, void *x, blasint incx, double beta, void *y, blasint incy',
    ),
    dpotrf: routine(
      'dpotrf_',
      'const char *uplo, void *n, void *A, void *lda, void *info, size_t uploLength',
    ),
    integer: (value) => (suffix === '' ? Int32Array.of(value) : BigInt64Array.of(BigInt(value))),
  };
}
