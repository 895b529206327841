/** An open connection: TLS on it, one request on it. */
import type { Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Connection, SecureConnection } from '../../diagnostics/probe/network.ts';
import { ask } from './ask.ts';
import { servedChain } from './served-chain.ts';
import type { StepLimits } from './step-limits.ts';
import { type Clock, tryStep } from './try-step.ts';

export interface ConnectionParts {
  readonly host: string;
  readonly address: string;
  readonly clock: Clock;
  readonly limits: StepLimits;
}

export function connectionOn(socket: Socket, { host, address, clock, limits }: ConnectionParts): Connection {
  // Errors between two steps show in the next one.
  socket.on('error', () => undefined);
  clock.signal.addEventListener('abort', () => socket.destroy(), { once: true });
  const askOn = (open: Socket): SecureConnection['request'] => {
    return (request) => tryStep(clock, 'cut-off', (signal) => ask(open, { ...request, host, longest: limits.bytes }, signal));
  };
  return {
    address,
    request: askOn(socket),
    secure: () =>
      tryStep(clock, 'cut-off', async (signal) => {
        const secured = await handshake(socket, host, signal);
        return { protocol: secured.getProtocol() ?? 'unknown', chain: servedChain(secured), request: askOn(secured) };
      }),
    close: () => socket.destroy(),
  };
}

/**
 * Takes any certificate and the oldest protocols: what a phone may make of them is judged elsewhere, and nothing secret
 * is ever sent. The empty list of authorities keeps this machine's own certificates out of the chain.
 */
function handshake(socket: Socket, host: string, signal: AbortSignal): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const secured = connectTls({ socket, servername: host, rejectUnauthorized: false, ca: [], minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' });
    secured.once('secureConnect', () => resolve(secured));
    secured.on('error', reject);
    signal.addEventListener('abort', () => secured.destroy(), { once: true });
  });
}
