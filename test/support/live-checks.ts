/** Live checks for tests: the shipped facts, a stand-in mail server, and doors that count. */
import { readdirSync, readFileSync } from 'node:fs';
import { connect, type NetConnectOpts, Socket } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Dial } from '../../bot/probe/open-network.ts';
import { createProber, type Prober, type ProberParts } from '../../bot/probe/prober.ts';
import type { Resolver } from '../../bot/probe/resolver.ts';
import { loadLibrary } from '../../knowledge/load.ts';
import type { FactBook } from '../../knowledge/library.ts';

let book: FactBook | undefined;

/** The facts as they are shipped. */
export function shippedBook(): FactBook {
  const folder = join(__dirname, '../../knowledge');
  book ??= loadLibrary(
    ['guides', 'facts'].flatMap((part) =>
      readdirSync(join(folder, part))
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => ({ path: `${part}/${name}`, text: readFileSync(join(folder, part, name), 'utf8') })),
    ),
  ).book;
  return book;
}

export function proberWith(parts: Pick<ProberParts, 'settings'> & Partial<ProberParts>): Prober {
  return createProber({ log: pino({ level: 'silent' }), now: Date.now, book: shippedBook, ...parts });
}

export const never = new AbortController().signal;

interface CountingDial {
  readonly dial: Dial;
  /** Where connections went, as `address:port`. */
  readonly dialed: string[];
}

/** Connects as usual, and notes where to. */
export function countingDial(): CountingDial {
  const dialed: string[] = [];
  return {
    dialed,
    dial: (options) => {
      dialed.push(placeOf(options));
      return connect(options);
    },
  };
}

/** Connects nowhere, and notes where it should have: as if everything refused. */
export function closedDial(): CountingDial {
  const dialed: string[] = [];
  return {
    dialed,
    dial: (options) => {
      dialed.push(placeOf(options));
      const socket = new Socket();
      setImmediate(() => socket.destroy(Object.assign(new Error('closed'), { code: 'ECONNREFUSED' })));
      return socket;
    },
  };
}

function placeOf(options: NetConnectOpts): string {
  return 'port' in options ? `${options.host}:${options.port}` : 'a path';
}

function noRecord(): Promise<never> {
  return Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
}

/** A DNS that gives these IPv4 and IPv6 addresses for every name, as they are. */
export function resolverGiving(addresses: () => readonly string[]): Resolver & { readonly asked: string[] } {
  const asked: string[] = [];
  const give = (host: string, isSix: boolean) => {
    asked.push(host);
    return addresses().filter((one) => one.includes(':') === isSix);
  };
  return {
    asked,
    ipv4: async (host) => give(host, false),
    ipv6: async (host) => give(host, true),
    services: noRecord,
  };
}
