// The kernel spec (https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs): how front ends start the
// kernel, and how they show it.

/** Folder of the spec, which is how Jupyter calls the kernel; notebooks name it. */
export const KERNEL_NAME = 'assay';
export const DISPLAY_NAME = 'TypeScript (Assay)';

export interface KernelSpec {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  /** `message`: an interrupt comes over the control channel, on every platform and from remote front ends. */
  readonly interrupt_mode: 'message';
  readonly env: Readonly<Record<string, string>>;
  readonly metadata: { readonly debugger: boolean };
}

export interface KernelCommand {
  /** Absolute path of the Node that runs the kernel. */
  readonly node: string;
  /** Absolute path of the module it runs. */
  readonly entry: string;
  /** Folder in which Node keeps what it compiled: .3 s of a start. Written when a process ends by itself. */
  readonly compileCache: string;
  readonly platform: NodeJS.Platform;
}

/**
 * What every process of the kernel is started with. Without the first, Node aborts where an interrupt ends code in the
 * middle of a callback; the second halves the memory that garbage takes.
 */
export const NODE_FLAGS = ['--no-force-async-hooks-checks', '--max-semi-space-size=2'];

/** The C library else keeps freed memory, in an arena for each thread and between what is in use: 40 of 220 MB. */
const GIVE_BACK = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '32768',
  MALLOC_TRIM_THRESHOLD_: '131072',
};

/** `{connection_file}` is replaced by the front end. */
export const kernelSpec = ({ node, entry, compileCache, platform }: KernelCommand): KernelSpec => ({
  argv: [node, ...NODE_FLAGS, entry, '--connection', '{connection_file}'],
  display_name: DISPLAY_NAME,
  language: 'typescript',
  interrupt_mode: 'message',
  env: { NODE_COMPILE_CACHE: compileCache, ...(platform === 'linux' ? GIVE_BACK : {}) },
  metadata: { debugger: false },
});
