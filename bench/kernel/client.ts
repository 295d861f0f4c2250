// A Jupyter client of one kernel process, as far as timing needs one: protocol 5.4 over ZeroMQ.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Dealer, Subscriber } from 'zeromq';

export interface Message {
  readonly type: string;
  readonly content: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly status: string;
  /** What came on iopub for this cell. */
  readonly outputs: readonly Message[];
  /** Milliseconds from request to reply. */
  readonly ms: number;
}

export interface KernelProcess extends AsyncDisposable {
  readonly pid: number;
  /** Errors: rejects when the kernel ends, or does not answer within `limit` milliseconds. */
  readonly execute: (code: string, limit?: number) => Promise<Answer>;
  /** Resident memory in MB, of the kernel and all that it started. */
  readonly memory: () => number;
}

const DELIMITER = '<IDS|MSG>';
const CHANNELS = ['shell', 'control', 'stdin', 'iopub', 'hb'] as const;
const FIRST_LIMIT = 60_000;
/** Milliseconds after a reply in which the kernel says that it is idle; some lose that message, all may lose the first. */
const IDLE_LIMIT = 2000;

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** Starts the command of a kernel spec; `{connection_file}` in it is replaced. Its first answer may be asked for at once. */
export async function startProcess(
  argv: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<KernelProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-client-'));
  const ports = await freePorts(CHANNELS.length);
  const file = join(folder, 'connection.json');
  const key = randomUUID();
  writeFileSync(
    file,
    JSON.stringify({
      ...Object.fromEntries(CHANNELS.map((channel, i) => [`${channel}_port`, ports[i]])),
      ...{ transport: 'tcp', ip: '127.0.0.1', key, signature_scheme: 'hmac-sha256' },
    }),
  );
  const command = argv.map((argument) => argument.replace('{connection_file}', file));
  const child: ChildProcess = spawn(command[0]!, command.slice(1), {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...options,
  });
  const end = () => void child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  let stderr = '';
  child.stderr!.on('data', (text: Buffer) => {
    stderr += text;
  });
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`the kernel ended with ${code ?? signal}: ${stderr.slice(-2000)}`);
  });
  ended.catch(() => {});

  const shell = new Dealer({ linger: 0, routingId: randomUUID() });
  const iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });
  shell.connect(`tcp://127.0.0.1:${ports[0]}`);
  iopub.connect(`tcp://127.0.0.1:${ports[3]}`);
  iopub.subscribe();

  const replies = new Map<string, (status: string) => void>();
  const outputs = new Map<string, Message[]>();
  const idle = new Map<string, () => void>();
  const decode = (frames: Buffer[]) => {
    const at = frames.findIndex((frame) => frame.toString() === DELIMITER);
    const [header, parent, , content] = frames.slice(at + 2).map((frame) => JSON.parse(frame.toString()));
    return { type: header.msg_type as string, parent: parent.msg_id as string, content };
  };
  void (async () => {
    for await (const frames of shell) {
      const { parent, content } = decode(frames);
      replies.get(parent)?.(content.status);
    }
  })();
  void (async () => {
    for await (const frames of iopub) {
      const { type, parent, content } = decode(frames);
      outputs.get(parent)?.push({ type, content });
      if (type === 'status' && content.execution_state === 'idle') idle.get(parent)?.();
    }
  })();

  const execute = async (code: string, limit = FIRST_LIMIT): Promise<Answer> => {
    const id = randomUUID();
    const header = {
      ...{ msg_id: id, msg_type: 'execute_request', session: 'bench', username: 'bench', version: '5.4' },
      date: new Date().toISOString(),
    };
    const content = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false };
    const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
    const signature = createHmac('sha256', key).update(parts.join('')).digest('hex');
    const reply = Promise.withResolvers<string>();
    const done = Promise.withResolvers<void>();
    replies.set(id, reply.resolve);
    idle.set(id, done.resolve);
    const said: Message[] = [];
    outputs.set(id, said);
    const start = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer in ${limit} ms: ${stderr.slice(-2000)}`)), limit);
    });
    try {
      await shell.send([DELIMITER, signature, ...parts]);
      const status = await Promise.race([reply.promise, ended, late]);
      const ms = performance.now() - start;
      await Promise.race([done.promise, ended, sleep(IDLE_LIMIT)]);
      return { status, outputs: said, ms };
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    pid: child.pid!,
    execute,
    memory: () => residentMemory(child.pid!),
    [Symbol.asyncDispose]: async () => {
      shell.close();
      iopub.close();
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true });
    },
  };
}

/** Of a process and its children, in MB; Linux only, NaN elsewhere. */
function residentMemory(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const own = Number(/VmRSS:\s+(\d+) kB/.exec(status)![1]) / 1024;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    return children.reduce((sum, child) => sum + (residentMemory(Number(child)) || 0), own);
  } catch {
    return NaN;
  }
}
