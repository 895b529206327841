/** How a server of the bench says where it listens, and how it ends. */
import type { AddressInfo } from 'node:net';

export function sayPort(address: AddressInfo | string | null): void {
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  process.stdout.write(`${JSON.stringify({ port: address.port })}\n`);
  process.once('SIGTERM', () => process.exit(0));
}
