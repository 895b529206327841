/** The connections to PostgreSQL: how they are made, how long anything may take, and what their errors mean. */
import pg from 'pg';
import { type StoreReports, StoreUnavailable } from './store-unavailable.ts';

/**
 * Milliseconds. The server gives up a statement before we give up the connection, so that a slow one costs no
 * connection, and a server that is gone holds nobody up for longer.
 */
const connectWithin = 5_000;
const statementWithin = 8_000;
const answerWithin = 10_000;
/** Milliseconds after which a connection that nobody uses is closed. */
const idleFor = 30_000;

/** What all connections have in common; what the URL says about the same (`sslmode`, `statement_timeout` …) wins. */
export function clientOptions(url: string): pg.ClientConfig {
  return { connectionString: url, fallback_application_name: 'stepwise', connectionTimeoutMillis: connectWithin, query_timeout: answerWithin, keepAlive: true };
}

/** Where the database is, without user and password. */
export function placeOf(url: string): string {
  const { host, pathname, searchParams } = new URL(url);
  return `${pathname.slice(1)} on ${host || searchParams.get('host')}`;
}

/** What an error of PostgreSQL means to the operator, by the beginning of its code; the longest that fits counts. */
const remedies: Readonly<Record<string, string>> = {
  '08': 'Check that the PostgreSQL server runs and can be reached.',
  '25006': 'The database can only be read; set DATABASE_URL to the primary server, or make the database writable.',
  '28': 'Check user and password in DATABASE_URL.',
  '3D000': 'Check the name of the database in DATABASE_URL, or create it with "createdb".',
  '40': 'Two writes stood in each other\u2019s way; it passes by itself.',
  '42501': 'Give the user of DATABASE_URL the rights to its tables, and to create them (GRANT CREATE ON SCHEMA).',
  '53': 'The database server has run out of something; see its log.',
  '53100': 'The disk of the database server is full; make room.',
  '53300': 'The database server has no connection left; raise its max_connections, or lower DATABASE_POOL.',
  '55P03': 'Something else holds the tables locked; end it.',
  '57': 'The database server is stopping or starting; wait for it, or see its log.',
  '57014': 'The database server did not answer in time; see what it is busy with.',
  '58': 'The database server cannot use its files; see its log.',
  XX: 'The database server reports damage; see its log.',
};

/** What the operator can do about an error from a connection; `undefined` when it is a fault in our program. */
export function remedyOf(error: unknown): string | undefined {
  if (error instanceof pg.DatabaseError) {
    const { code = '' } = error;
    return remedies[code] ?? remedies[code.slice(0, 2)];
  }
  if (error instanceof TypeError || error instanceof RangeError) return undefined;
  // Everything else comes from the network, or from the client because of it.
  return remedies['08'];
}

export class PostgresConnections {
  readonly #pool: pg.Pool;
  readonly #reports: StoreReports;
  #isFailing = false;

  /** @param most Connections at a time. */
  constructor(url: string, most: number, reports: StoreReports) {
    this.#reports = reports;
    this.#pool = new pg.Pool({ ...clientOptions(url), max: most, idleTimeoutMillis: idleFor, statement_timeout: statementWithin });
    // An idle connection that breaks is thrown away by the pool; the next query makes a new one, or says what is wrong.
    this.#pool.on('error', () => undefined);
  }

  /**
   * Runs one prepared statement, in a transaction of its own. A connection that broke in the middle leaves open
   * whether it was carried out, so each statement must be one that may be given again: a turn has its key for that.
   * @throws StoreUnavailable when the server cannot be reached or used.
   */
  async run(name: string, text: string, values: readonly unknown[]): Promise<readonly unknown[]> {
    try {
      const { rows } = await this.#pool.query<Record<string, unknown>>({ name, text, values: [...values] });
      this.worked();
      return rows;
    } catch (error) {
      throw this.failed(error);
    }
  }

  /** Reports the first of several failures; gives what to throw. */
  failed(error: unknown): unknown {
    const remedy = remedyOf(error);
    if (remedy === undefined) return error;
    const isCrowded = !(error instanceof pg.DatabaseError) && this.#pool.totalCount >= this.#pool.options.max && this.#pool.idleCount === 0;
    const unavailable = new StoreUnavailable(isCrowded ? `${remedy} All connections are in use; if that lasts, raise DATABASE_POOL.` : remedy, error);
    if (!this.#isFailing) this.#reports.failed(unavailable);
    this.#isFailing = true;
    return unavailable;
  }

  worked(): void {
    if (this.#isFailing) this.#reports.works();
    this.#isFailing = false;
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}
