/** A DNS server for the names of the stand-in, over UDP. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

export interface Zone {
  /** Names that have the address 127.0.0.1. */
  readonly hosts: readonly string[];
  /** Service records: name to the host it leads to, on port 443. */
  readonly services: ReadonlyMap<string, string>;
}

const types = { a: 1, srv: 33 } as const;
const noSuchName = 3;

/** Listens on 127.0.0.1. @param port 0 for a free one. */
export async function openDns(port: number, zone: Zone): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.on('message', (query, { port: back, address }) => {
    const answer = answerTo(query, zone);
    if (answer !== undefined) socket.send(answer, back, address);
  });
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

function answerTo(query: Buffer, zone: Zone): Buffer | undefined {
  const question = readQuestion(query);
  if (question === undefined) return undefined;
  const { name, type, end } = question;
  const isKnown = zone.hosts.includes(name) || zone.services.has(name);
  const record = recordFor(name, type, zone);
  const head = Buffer.alloc(12);
  query.copy(head, 0, 0, 2);
  head.writeUInt16BE(0x8180 | (isKnown ? 0 : noSuchName), 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(record === undefined ? 0 : 1, 6);
  return Buffer.concat([head, query.subarray(12, end), ...(record === undefined ? [] : [wrap(type, record)])]);
}

function readQuestion(query: Buffer): { name: string; type: number; end: number } | undefined {
  const labels: string[] = [];
  let at = 12;
  while ((query[at] ?? 0) > 0) {
    const length = query[at] ?? 0;
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return at + 5 > query.length ? undefined : { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function recordFor(name: string, type: number, { hosts, services }: Zone): Buffer | undefined {
  if (type === types.a && hosts.includes(name)) return Buffer.from([127, 0, 0, 1]);
  const host = services.get(name);
  if (type !== types.srv || host === undefined) return undefined;
  const labels = host.split('.').map((one) => Buffer.from([one.length, ...Buffer.from(one)]));
  // Priority 0, weight 0, port 443.
  return Buffer.concat([Buffer.from([0, 0, 0, 0, 443 >> 8, 443 & 255]), ...labels, Buffer.from([0])]);
}

/** A record for the name asked about, to be remembered for no time at all. */
function wrap(type: number, data: Buffer): Buffer {
  const head = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 0, 0, 0]);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}
