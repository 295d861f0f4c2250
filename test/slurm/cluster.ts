// A Slurm of its own: munged, slurmctld and two slurmd on this machine, in a temporary folder, without systemd. Needs root.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ACCOUNTING, startAccounting } from './accounting.ts';

const PROGRAMS = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'scontrol'];
const NODES = ['node1', 'node2'] as const;
export type NodeName = (typeof NODES)[number];

/** Why there can be no cluster here. */
export function missing(): string | false {
  const lacking = PROGRAMS.filter((program) => !found(program));
  if (lacking.length > 0) return `no ${lacking.join(', ')}: Debian's slurm-wlm and munge have them`;
  return process.getuid?.() === 0 ? false : 'the daemons of Slurm need root';
}

const PATH = `${process.env['PATH']}:/usr/sbin:/sbin`;

function found(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { env: { PATH }, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export interface Cluster extends AsyncDisposable {
  /** With it, the commands of Slurm speak to this cluster. */
  readonly env: NodeJS.ProcessEnv;
  readonly run: (command: string, ...args: string[]) => string;
  /** Whether it keeps accounts, which `sacct` reads. */
  readonly accounts: boolean;
  /** The processes of jobs on a node: those that sbatch's script became, without their children. */
  readonly tasksOn: (node: NodeName) => number[];
  /** As when the power fails: its daemon and all of its jobs end at once. */
  readonly kill: (node: NodeName) => void;
  readonly start: (node: NodeName) => void;
}

export async function startCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-slurm-'));
  for (const part of ['state', 'spool', 'munge']) mkdirSync(join(folder, part));
  const socket = join(folder, 'munge/socket');
  const [control, database, slurmdbd, ...ports] = await freePorts(3 + NODES.length);
  const conf = join(folder, 'slurm.conf');
  writeFileSync(join(folder, 'munge/key'), randomBytes(128), { mode: 0o400 });
  const env = { ...process.env, PATH, SLURM_CONF: conf };
  const daemons = new Map<string, ChildProcess>();
  const daemon = (name: string, command: string, ...args: string[]): void => {
    const child = spawn(command, args, { cwd: folder, env, stdio: 'ignore' });
    child.on('error', () => {});
    daemons.set(name, child);
  };
  const run = (command: string, ...args: string[]): string =>
    execFileSync(command, args, { env, encoding: 'utf8', stdio: 'pipe' });
  const start = (node: NodeName): void => daemon(node, 'slurmd', '-D', '-N', node, '-f', conf);

  daemon(
    'munged',
    'munged',
    ...['--foreground', '--force', `--key-file=${join(folder, 'munge/key')}`, `--socket=${socket}`],
    ...['pid', 'log', 'seed'].map((file) => `--${file}-file=${join(folder, `munge/${file}`)}`),
  );
  await sleep(500);
  const accounts = ACCOUNTING.every(found);
  const accounting = accounts
    ? await startAccounting({
        ...{ folder, socket, env, daemon },
        ports: { database: database!, slurmdbd: slurmdbd! },
      })
    : ['AccountingStorageType=accounting_storage/none'];
  writeFileSync(conf, configuration(folder, socket, control!, ports, accounting));
  daemon('slurmctld', 'slurmctld', '-D', '-i', '-f', conf);
  for (const node of NODES) start(node);

  const cluster: Cluster = {
    env,
    run,
    accounts,
    start,
    tasksOn: (node) => jobProcesses(folder, node),
    kill: (node) => {
      daemons.get(node)!.kill('SIGKILL');
      for (const pid of jobProcesses(folder, node)) for (const each of [parentOf(pid), pid]) killed(each);
    },
    async [Symbol.asyncDispose]() {
      for (const node of NODES) cluster.kill(node);
      for (const child of daemons.values()) child.kill('SIGKILL');
      await sleep(200);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await untilIdle(run);
  } catch (error) {
    const logs = globSync(join(folder, '*.log')).map(
      (log) => `${log}:\n${readFileSync(log, 'utf8').slice(-2000)}`,
    );
    await cluster[Symbol.asyncDispose]();
    throw new Error(`${(error as Error).message}\n${logs.join('\n')}`, { cause: error });
  }
  return cluster;
}

async function untilIdle(run: Cluster['run']): Promise<void> {
  let answer = '';
  for (let i = 0; i < 150; i++) {
    try {
      answer = run('sinfo', '--noheader', '--Node', '--format=%N %T');
      if (NODES.every((node) => new RegExp(`^${node} idle`, 'm').test(answer))) return;
    } catch {
      // The controller is not up yet.
    }
    await sleep(200);
  }
  throw new Error(`the nodes of Slurm did not become idle: ${answer}`);
}

const configuration = (
  folder: string,
  socket: string,
  control: number,
  ports: readonly number[],
  accounting: readonly string[],
): string =>
  [
    'ClusterName=assay',
    `SlurmctldHost=${hostname()}(127.0.0.1)`,
    `SlurmctldPort=${control}`,
    'SlurmUser=root',
    'SlurmdUser=root',
    'AuthType=auth/munge',
    `AuthInfo=socket=${socket},cred_expire=5`,
    'CredType=cred/munge',
    'MpiDefault=none',
    'ProctrackType=proctrack/linuxproc',
    'TaskPlugin=task/none',
    'JobAcctGatherType=jobacct_gather/none',
    ...accounting,
    'SelectType=select/cons_tres',
    'SelectTypeParameters=CR_Core_Memory',
    'SchedulerType=sched/backfill',
    'SchedulerParameters=sched_interval=1,sched_min_interval=100000,bf_interval=1,batch_sched_delay=0',
    'ReturnToService=2',
    'SlurmdParameters=config_overrides',
    'SlurmdTimeout=8',
    'KillWait=2',
    'MinJobAge=60',
    'MaxArraySize=16',
    `StateSaveLocation=${folder}/state`,
    `SlurmdSpoolDir=${folder}/spool/%n`,
    `SlurmctldPidFile=${folder}/slurmctld.pid`,
    `SlurmdPidFile=${folder}/%n.pid`,
    `SlurmctldLogFile=${folder}/slurmctld.log`,
    `SlurmdLogFile=${folder}/%n.log`,
    ...NODES.map(
      (node, i) =>
        `NodeName=${node} NodeHostname=${hostname()} NodeAddr=127.0.0.1 Port=${ports[i]} CPUs=2 RealMemory=4000 State=UNKNOWN`,
    ),
    `PartitionName=all Nodes=${NODES.join()} Default=YES MaxTime=60 State=UP`,
    '',
  ].join('\n');

/** Processes that a slurmstepd of the node has started. */
function jobProcesses(folder: string, node: NodeName): number[] {
  return globSync('/proc/[0-9]*/environ').flatMap((path) => {
    const pid = Number(path.split('/')[2]);
    try {
      const variables = readFileSync(path, 'utf8').split('\0');
      const here =
        variables.includes(`SLURMD_NODENAME=${node}`) &&
        variables.includes(`SLURM_CONF=${folder}/slurm.conf`);
      return here && readFileSync(`/proc/${parentOf(pid)}/comm`, 'utf8').startsWith('slurmstepd')
        ? [pid]
        : [];
    } catch {
      return []; // It has just ended.
    }
  });
}

const parentOf = (pid: number): number =>
  Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);

function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has just ended.
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      const { promise, resolve } = Promise.withResolvers<void>();
      server.listen(0, '127.0.0.1', resolve);
      await promise;
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  for (const server of servers) server.close();
  return ports;
}
