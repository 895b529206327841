/** Where the service runs: one process on a SQLite file, or three on one PostgreSQL behind a load balancer. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { z } from 'zod';
import { forkProgram, type Program } from './programs/fork-program.ts';
import { freePort, type ProcessOptions, ServiceProcess } from './service-process.ts';
import { type Environment, withoutLimits } from './service-settings.ts';
import { newFolder } from './tidy.ts';

export type StoreKind = 'sqlite' | 'postgres';

export interface Deployment {
  /** Where clients find it. */
  readonly address: string;
  readonly processes: readonly ServiceProcess[];
  /** The SQLite file, where there is one. */
  readonly file: string | undefined;
  /** The database's address, where there is one. */
  readonly database: string | undefined;
  /** After the end: whether what it left is whole. */
  check(): Promise<string>;
  stop(): Promise<void>;
}

export interface DeploymentOptions extends ProcessOptions {
  readonly environment?: Environment;
  readonly knowledge: string;
  /** Where the SQLite file lies. */
  readonly folder?: string;
}

/** Thrown where a machine lacks what a scenario needs; it is then told as not run. */
export class NotPossible extends Error {}

/** Starts the service with an empty database. */
export function deploy(kind: StoreKind, options: DeploymentOptions): Promise<Deployment> {
  return kind === 'sqlite' ? deploySqlite(options) : deployPostgres(options);
}

async function deploySqlite({ environment = {}, knowledge, folder = newFolder(), ...rest }: DeploymentOptions): Promise<Deployment> {
  const file = join(folder, 'stepwise.db');
  const settings = { ...withoutLimits, KNOWLEDGE_DIR: knowledge, DATABASE_URL: `sqlite:${file}`, ...environment };
  const service = new ServiceProcess(await freePort(), settings, rest);
  await service.start();
  return {
    address: service.address,
    processes: [service],
    file,
    database: undefined,
    check: async () => checkFile(file),
    stop: () => service.kill(),
  };
}

/** What SQLite says of a file: `ok`, or what is wrong. */
export function checkFile(file: string): string {
  const database = new DatabaseSync(file);
  try {
    return z.object({ integrity_check: z.string() }).parse(database.prepare('PRAGMA integrity_check').get()).integrity_check;
  } finally {
    database.close();
  }
}

interface Postgres {
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** One server for the whole run; each deployment has a database of its own. */
let server: Promise<Postgres> | undefined;
const machines = 3;

async function deployPostgres({ environment = {}, knowledge, ...rest }: DeploymentOptions): Promise<Deployment> {
  server ??= startServer();
  const database = await (await server).newDatabase();
  const settings = { ...withoutLimits, KNOWLEDGE_DIR: knowledge, DATABASE_URL: database, ...environment };
  const processes: ServiceProcess[] = [];
  for (let index = 0; index < machines; index += 1) processes.push(new ServiceProcess(await freePort(), settings, rest));
  await Promise.all(processes.map((one) => one.start()));
  const proxy: Program = forkProgram('proxy');
  const port = z.number().parse(await proxy.ask('listen'));
  await proxy.ask(
    'ports',
    processes.map((one) => one.port),
  );
  return {
    address: `http://127.0.0.1:${port}`,
    processes,
    file: undefined,
    database,
    check: () => checkDatabase(database),
    stop: async () => {
      await Promise.all(processes.map((one) => one.kill()));
      await proxy.end();
    },
  };
}

async function startServer(): Promise<Postgres> {
  const path = join(import.meta.dirname, '../support/postgres.ts');
  if (!existsSync(path)) throw new NotPossible('no PostgreSQL store yet');
  const { startPostgres, installPostgres } = z
    .object({ startPostgres: z.custom<() => Promise<Postgres>>(isFunction), installPostgres: z.custom<() => void>(isFunction).optional() })
    .parse(await import(path));
  try {
    installPostgres?.();
    return await startPostgres();
  } catch (error) {
    throw new NotPossible(`PostgreSQL does not start: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

/** Ends the database server, where one was started. */
export async function stopServers(): Promise<void> {
  const started = await server?.catch(() => undefined);
  server = undefined;
  await started?.stop();
}

/** Reads every row of every table, which finds a torn page where there is one. */
async function checkDatabase(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = z.object({ rows: z.array(z.object({ name: z.string() })) });
    const { rows } = tables.parse(await client.query("SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'"));
    for (const { name } of rows) await client.query(`SELECT count(*) FROM (SELECT md5(t::text) FROM ${name} t) AS read`);
    return 'ok';
  } finally {
    await client.end();
  }
}
