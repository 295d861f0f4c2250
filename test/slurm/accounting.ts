// Slurm's accounting: slurmdbd over a MariaDB of its own, where both are installed.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const ACCOUNTING = ['slurmdbd', 'mariadbd', 'mariadb-install-db', 'mariadb', 'sacct'] as const;

export interface AccountingOptions {
  readonly folder: string;
  /** Of munge. */
  readonly socket: string;
  readonly ports: { readonly database: number; readonly slurmdbd: number };
  readonly env: NodeJS.ProcessEnv;
  readonly daemon: (name: string, command: string, ...args: string[]) => void;
}

/** Lines for slurm.conf, once the daemons are started. */
export async function startAccounting({
  folder,
  socket,
  ports,
  env,
  daemon,
}: AccountingOptions): Promise<string[]> {
  const data = join(folder, 'database');
  mkdirSync(data);
  const run = (command: string, ...args: string[]): void =>
    void execFileSync(command, args, { env, stdio: 'ignore' });
  run('mariadb-install-db', '--no-defaults', '--user=root', `--datadir=${data}`, '--skip-test-db');
  const local = join(data, 'socket');
  daemon(
    'database',
    'mariadbd',
    ...['--no-defaults', '--user=root', `--datadir=${data}`, `--socket=${local}`],
    ...['--bind-address=127.0.0.1', `--port=${ports.database}`, '--innodb-lock-wait-timeout=900'],
  );
  const grant =
    "CREATE USER slurm@'127.0.0.1' IDENTIFIED BY 'slurm'; GRANT ALL ON slurm.* TO slurm@'127.0.0.1'; CREATE USER slurm@localhost IDENTIFIED BY 'slurm'; GRANT ALL ON slurm.* TO slurm@localhost;";
  await untilWorks(() => run('mariadb', '--no-defaults', `--socket=${local}`, '-e', grant));
  writeFileSync(
    join(folder, 'slurmdbd.conf'),
    [
      'DbdHost=localhost',
      'DbdAddr=127.0.0.1',
      `DbdPort=${ports.slurmdbd}`,
      'SlurmUser=root',
      'AuthType=auth/munge',
      `AuthInfo=socket=${socket}`,
      'StorageType=accounting_storage/mysql',
      'StorageHost=127.0.0.1',
      `StoragePort=${ports.database}`,
      'StorageUser=slurm',
      'StoragePass=slurm',
      'StorageLoc=slurm',
      `LogFile=${folder}/slurmdbd.log`,
      `PidFile=${folder}/slurmdbd.pid`,
      '',
    ].join('\n'),
    { mode: 0o600 },
  );
  daemon('slurmdbd', 'slurmdbd', '-D');
  await untilWorks(() => listens(ports.slurmdbd)); // slurmctld ends where it is not there yet
  return [
    'AccountingStorageType=accounting_storage/slurmdbd',
    'AccountingStorageHost=127.0.0.1',
    `AccountingStoragePass=${socket}`, // with munge, its socket
    `AccountingStoragePort=${ports.slurmdbd}`,
  ];
}

async function untilWorks(action: () => void | Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await action();
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(200);
    }
  }
}

async function listens(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect').finally(() => socket.destroy());
}
