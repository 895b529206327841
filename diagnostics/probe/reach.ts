/** The way to a server: its name, a connection, encryption. */
import type { Connection, Port, SecureConnection } from './network.ts';
import type { Look } from './rows.ts';
import { type Taken, take } from './take-step.ts';

/** Addresses that are shown. */
const mostShown = 3;

interface Where {
  readonly host: string;
  /** Stands before each step's name where a check has several servers. */
  readonly prefix?: string | undefined;
}

/** Name and TCP. Close the connection when done. */
export async function reach({ network, rows }: Look, { host, prefix = '' }: Where, port: Port): Promise<Taken<Connection>> {
  const found = take(
    rows,
    { step: `${prefix}DNS`, host, passed: (addresses) => `${host} has the address ${shown(addresses)}.` },
    await network.addresses(host),
  );
  if (!found.ok) return found;
  const passed = ({ address }: Connection) => `${address} takes connections on port ${port}.`;
  return take(rows, { step: `${prefix}Port ${port}`, host, passed }, await network.connect(host, port));
}

/** TLS on a connection. */
export async function secure({ rows }: Look, { host, prefix = '' }: Where, connection: Connection): Promise<Taken<SecureConnection>> {
  const tried = await connection.secure();
  return take(rows, { step: `${prefix}Encryption`, host, passed: ({ protocol }) => `The connection is encrypted with ${protocol}.` }, tried);
}

function shown(addresses: readonly string[]): string {
  const more = addresses.length - mostShown;
  return addresses.slice(0, mostShown).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
