/** The hostile requests, each made of what an honest client would have sent. */
import { connectorRecordings, recorded } from '../support/recorded.ts';
import type { Deck } from './cards.ts';
import type { Shot } from './client.ts';
import { asBytes, mutated } from './mutate.ts';
import { oddWords } from './odd-values.ts';
import type { People } from './people.ts';
import type { Random } from './random.ts';

export interface World {
  readonly people: People;
  readonly deck: Deck;
  /** Where a connector takes replies. */
  readonly connector: string;
}

const base = '/v3/directline/conversations';
const symptoms = ['error 86000C2B', 'my phone does not trust the server', 'help', 'back', 'person', 'hello', '1', 'forget me', 'certificate warning'];
const types = [
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset=UTF-16',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  '',
  ';',
];

type Maker = (random: Random, world: World) => Promise<Shot> | Shot;

/** How often each kind is made, in parts of a hundred. */
const makers: readonly (readonly [number, Maker])[] = [
  [38, connectorActivity],
  [24, directLineActivity],
  [20, cardTap],
  [4, upload],
  [3, token],
  [3, conversation],
  [2, session],
  [3, watermark],
  [1, stream],
  [2, anyPath],
];

/** A request of a random kind. */
export function makeShot(random: Random, world: World): Promise<Shot> | Shot {
  let left = random.below(100);
  for (const [parts, make] of makers) {
    if (left < parts) return make(random, world);
    left -= parts;
  }
  return anyPath(random);
}

function connectorActivity(random: Random, { connector }: World): Shot {
  const text = random.chance(0.6) ? random.pick(symptoms) : random.pick(oddWords);
  const activity = recorded(random.pick(connectorRecordings), text, connector);
  activity['id'] = `fuzz-${random.below(1e9)}`;
  activity['conversation'] = { id: `fuzz-${random.below(300)}` };
  const body = asBytes(random.chance(0.15) ? activity : mutated(activity, random), random);
  return { kind: 'connector', method: 'POST', path: '/api/messages', headers: headersOf(random), body };
}

async function directLineActivity(random: Random, { people }: World): Promise<Shot> {
  const person = await people.get(random.below(20));
  const activity = recorded('direct-line-message', random.chance(0.6) ? random.pick(symptoms) : random.pick(oddWords), '');
  const body = asBytes(random.chance(0.15) ? activity : mutated(activity, random), random);
  return { kind: 'direct line', method: 'POST', path: `${base}/${person.conversation}/activities`, headers: headersOf(random, person.token), body };
}

async function cardTap(random: Random, { people, deck, connector }: World): Promise<Shot> {
  const value = deck.hostile(random);
  if (random.chance(0.5)) {
    const activity = {
      ...recorded('emulator-expect-replies', '', connector),
      id: `fuzz-${random.below(1e9)}`,
      conversation: { id: `fuzz-${random.below(300)}` },
      value,
    };
    return { kind: 'tap', method: 'POST', path: '/api/messages', headers: headersOf(random), body: Buffer.from(JSON.stringify(activity)) };
  }
  const person = await people.get(random.below(20));
  const body = Buffer.from(JSON.stringify({ type: 'message', value, channelData: { postBack: true } }));
  return { kind: 'tap', method: 'POST', path: `${base}/${person.conversation}/activities`, headers: headersOf(random, person.token), body };
}

async function upload(random: Random, { people }: World): Promise<Shot> {
  const person = await people.get(random.below(20));
  const mark = random.pick(['x', 'a'.repeat(70), '"', '--', '----WebKitFormBoundary7MA4YWxkTrZu0gW']);
  const name = random.pick(oddWords).replaceAll('\r\n', random.chance(0.5) ? '' : '\r\n');
  const part = (head: string, content: string): string => `--${mark}\r\n${head}\r\n\r\n${content}\r\n`;
  const activity = part(
    'Content-Disposition: form-data; name="activity"; filename="blob"\r\nContent-Type: application/vnd.microsoft.activity',
    JSON.stringify(mutated({ type: 'message', text: 'see' }, random)),
  );
  const file = part(
    `Content-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${random.pick(['text/plain', 'image/png', 'text/html', 'x', ''])}`,
    'content'.repeat(random.below(50)),
  );
  let bytes: Buffer = Buffer.from(`${random.chance(0.7) ? activity : ''}${file.repeat(1 + random.below(8))}--${mark}--\r\n`);
  if (random.chance(0.3)) bytes = bytes.subarray(0, random.below(bytes.length) + 1);
  if (random.chance(0.2)) bytes[random.below(bytes.length)] = random.below(256);
  const headers = { authorization: `Bearer ${person.token}`, 'content-type': `multipart/form-data; boundary=${random.chance(0.9) ? mark : 'y'}` };
  return { kind: 'upload', method: 'POST', path: `${base}/${person.conversation}/upload`, headers, body: bytes };
}

async function token(random: Random, { people }: World): Promise<Shot> {
  const person = await people.get(random.below(20));
  const body = random.chance(0.5) ? asBytes(mutated({ user: { id: 'u', name: 'n' }, locale: 'en' }, random), random) : undefined;
  const path = `/v3/directline/${random.pick(['tokens/generate', 'tokens/refresh', 'session/getsessionid'])}`;
  return { kind: 'token', method: path.endsWith('id') ? 'GET' : 'POST', path, headers: headersOf(random, bent(person.token, random)), body };
}

async function conversation(random: Random, { people }: World): Promise<Shot> {
  const person = await people.get(random.below(20));
  if (random.chance(0.5)) {
    const body = asBytes(mutated({ user: { id: 'u' }, locale: 'en' }, random), random);
    return { kind: 'conversation', method: 'POST', path: base, headers: headersOf(random, random.chance(0.8) ? undefined : bent(person.token, random)), body };
  }
  const id = random.chance(0.6) ? person.conversation : encodeURI(random.pick(oddWords).toWellFormed());
  return { kind: 'conversation', method: 'GET', path: `${base}/${id}?watermark=${watermarkOf(random)}`, headers: headersOf(random, person.token) };
}

function session(random: Random): Shot {
  const cookie = `stepwise-session=${random.pick(['', 'x', '.'.repeat(50), 'a.b.c', bent('eyJhbGciOiJIUzI1NiJ9.eyJjb252IjoiYSJ9.AAAA', random)])}; stepwise-session=;;;=`;
  const body = asBytes(mutated({ fresh: true }, random), random).subarray(0, 5000);
  return { kind: 'session', method: 'POST', path: '/web-chat/session', headers: { ...headersOf(random), cookie }, body };
}

async function watermark(random: Random, { people }: World): Promise<Shot> {
  const person = await people.get(random.below(20));
  const path = `${base}/${person.conversation}/activities?watermark=${watermarkOf(random)}`;
  return { kind: 'watermark', method: 'GET', path, headers: headersOf(random, person.token) };
}

async function stream(random: Random, { people }: World): Promise<Shot> {
  const person = await people.get(random.below(20));
  const query = `watermark=${watermarkOf(random)}&t=${random.chance(0.5) ? person.streamToken : bent(person.streamToken, random)}`;
  const path = random.pick([`${base}/${person.conversation}/stream?${query}`, `${base}/none/stream?${query}`, `${base}//stream?${query}`, '/stream', '/']);
  const headers = {
    connection: 'Upgrade',
    upgrade: random.pick(['websocket', 'WebSocket', 'h2c', 'websocket, x']),
    'sec-websocket-version': random.pick(['13', '8', 'x', '']),
    'sec-websocket-key': random.pick(['dGhlIHNhbXBsZSBub25jZQ==', 'x', '']),
    ...(random.chance(0.3) ? { 'sec-websocket-extensions': 'permessage-deflate; client_max_window_bits', 'sec-websocket-protocol': 'a,,b' } : {}),
  };
  return { kind: 'stream', method: 'GET', path, headers };
}

function anyPath(random: Random): Shot {
  const part = (): string =>
    random.pick([
      'v3',
      'directline',
      'conversations',
      'api',
      'messages',
      'assets',
      '..',
      '.',
      '',
      '%2e%2e',
      '%00',
      '%',
      '%E0%A4%A',
      ';',
      '*',
      'uploads',
      'x'.repeat(300),
      encodeURIComponent(random.pick(oddWords).toWellFormed()),
    ]);
  const path = `/${Array.from({ length: random.below(6) }, part).join('/')}${random.chance(0.3) ? `?${part()}=${part()}` : ''}`;
  const method = random.pick(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'PROPFIND', 'TRACE']);
  return {
    kind: 'path',
    method,
    path,
    headers: {
      accept: random.pick(['*/*', 'text/html', 'x', 'a/b;q=z']),
      'accept-encoding': random.pick(['br', 'gzip', 'x', '']),
      'x-forwarded-for': random.pick(oddWords).replace(/[^\x20-\x7e]/g, '?'),
    },
  };
}

function headersOf(random: Random, bearer?: string): Record<string, string> {
  return {
    'content-type': random.chance(0.96) ? 'application/json' : random.pick(types),
    ...(bearer === undefined ? {} : { authorization: `${random.chance(0.98) ? 'Bearer' : random.pick(['bearer', 'Basic', 'Bearer Bearer', ''])} ${bearer}` }),
    ...(random.chance(0.02) ? { 'content-encoding': random.pick(['gzip', 'br', 'identity', 'x', 'gzip, gzip']) } : {}),
    ...(random.chance(0.02) ? { expect: '100-continue' } : {}),
  };
}

function watermarkOf(random: Random): string {
  return random.pick(['', '0', '1', '-1', '1e3', '999999999999999', '9999999999999999', 'null', '%00', '0x1', '1;2', '%F0%9F%92%A9', '1&watermark=2', "1'--"]);
}

/** A token with something wrong in it. */
function bent(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  return (
    random.pick([
      text,
      text.slice(0, at),
      `${text.slice(0, at)}A${text.slice(at)}`,
      text.replaceAll('.', ''),
      `${text}.${text}`,
      'undefined',
      'x'.repeat(5000),
      text.toUpperCase(),
      '.',
      '..',
    ]) || 'x'
  );
}
