/** Debian's PostgreSQL for the tests: found, installed when it is missing, and started as a throw-away server. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { asRoot, installPackage } from './apt.ts';

export interface Postgres {
  /** The address of the server's first database. */
  readonly url: string;
  /** Makes an empty database and gives its address. */
  newDatabase(): Promise<string>;
  /** Makes an empty schema in the first database, which is faster, and gives an address that uses it. */
  newSchema(): Promise<string>;
  /** Ends the server, at once and without tidying up when `crash`; what it keeps stays. */
  down(how?: 'crash'): Promise<void>;
  /** Starts it again on the same port. */
  up(): Promise<void>;
  /** Ends it and deletes everything. */
  stop(): Promise<void>;
}

const installed = '/usr/lib/postgresql';
const clusterRule = '/etc/postgresql-common/createcluster.d/no-main-cluster.conf';
/** Milliseconds in which a server must answer after its start. */
const patience = 30_000;

/** The folder with `initdb`, `postgres` and `pg_dump`: Debian keeps each version's apart. */
export function findPrograms(): string | undefined {
  const versions = existsSync(installed) ? readdirSync(installed).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(installed, version, 'bin')), ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/** Installs PostgreSQL from Debian's packages when there is none; Debian's own service is not set up. */
export function installPostgres(): void {
  if (findPrograms() !== undefined) return;
  asRoot('sh', '-c', `mkdir -p "$(dirname ${clusterRule})" && echo 'create_main_cluster = false' > ${clusterRule}`);
  try {
    installPackage('postgresql', 'Install it by hand ("apt-get install postgresql"), or put its initdb and postgres on the PATH.');
  } finally {
    asRoot('rm', '-f', clusterRule);
  }
}

/**
 * Starts a server on a free port of 127.0.0.1 with all its files in a temporary folder. Commits are synced to the disk,
 * as anywhere else; tests that neither crash it nor measure anything can do without.
 */
export async function startPostgres({ sync = true } = {}): Promise<Postgres> {
  const programs = findPrograms();
  if (programs === undefined) throw new Error('There is no PostgreSQL. Run "npm test", which installs it, or put its initdb and postgres on the PATH.');
  const server = new Server(programs, await freePort(), sync);
  await server.up();
  return server;
}

class Server implements Postgres {
  readonly url: string;
  readonly #programs: string;
  readonly #port: number;
  readonly #sync: boolean;
  readonly #folder = mkdtempSync(join(tmpdir(), 'stepwise-postgres-'));
  readonly #files = join(this.#folder, 'data');
  readonly #owner = serverUser();
  #running: ChildProcess | undefined;
  #made = 0;

  constructor(programs: string, port: number, sync: boolean) {
    this.#programs = programs;
    this.#port = port;
    this.#sync = sync;
    this.url = this.#address('postgres');
    const password = join(this.#folder, 'password');
    writeFileSync(password, 'stepwise\n');
    for (const path of [this.#folder, password]) if (this.#owner !== undefined) chownSync(path, this.#owner.uid, this.#owner.gid);
    const init = ['-D', this.#files, '-U', 'stepwise', '-A', 'scram-sha-256', '--pwfile', password, '-E', 'UTF8', '--locale=C', '--no-sync'];
    execFileSync(join(programs, 'initdb'), init, { ...this.#owner, cwd: this.#folder, stdio: ['ignore', 'ignore', 'inherit'] });
  }

  async up(): Promise<void> {
    const settings = { port: this.#port, listen_addresses: '127.0.0.1', unix_socket_directories: this.#folder, fsync: this.#sync };
    const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    // The shell ends the server when this process is gone and its standard input with it, however it ended.
    const script = 'postgres="$1"; shift; exec 3<&0 2>>log; "$postgres" "$@" & server=$!; (cat <&3; kill -INT $server) & wait $server; kill $!';
    this.#running = spawn('sh', ['-c', script, 'sh', join(this.#programs, 'postgres'), '-D', this.#files, ...words], {
      ...this.#owner,
      cwd: this.#folder,
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    await answers(this.url, this.#running, join(this.#folder, 'log'));
  }

  async newDatabase(): Promise<string> {
    this.#made += 1;
    const name = `stepwise_${this.#made}`;
    await query(this.url, `CREATE DATABASE ${name}`);
    return this.#address(name);
  }

  async newSchema(): Promise<string> {
    this.#made += 1;
    const name = `stepwise_${this.#made}`;
    await query(this.url, `CREATE SCHEMA ${name}`);
    return `${this.url}?options=${encodeURIComponent(`-c search_path=${name}`)}`;
  }

  async down(how?: 'crash'): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    this.#running = undefined;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    if (how === 'crash') process.kill(Number(readFileSync(join(this.#files, 'postmaster.pid'), 'utf8').split('\n', 1)[0]), 'SIGQUIT');
    else running.stdin?.end();
    await gone;
  }

  async stop(): Promise<void> {
    await this.down();
    rmSync(this.#folder, { recursive: true });
  }

  #address(database: string): string {
    return `postgres://stepwise:stepwise@127.0.0.1:${this.#port}/${database}`;
  }
}

/** The server refuses to run as root. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (option: string): number => Number(execFileSync('id', [option, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function answers(url: string, server: ChildProcess, log: string): Promise<void> {
  for (const until = Date.now() + patience; ; await wait(30)) {
    try {
      return await query(url, 'SELECT 1');
    } catch (error) {
      if (server.exitCode !== null || Date.now() > until) throw new Error(`PostgreSQL did not start:\n${readFileSync(log, 'utf8')}`, { cause: error });
    }
  }
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query(text);
  } finally {
    await client.end();
  }
}
