/** Every route, good or bad, answers with the same careful headers and says nothing of its insides. */
import type { Service } from '../../bot/service.ts';
import { sendRaw } from '../support/raw-http.ts';
import { startTestService } from '../support/service.ts';

let service: Service;

beforeAll(async () => {
  service = await startTestService({ ALLOWED_ORIGINS: 'https://intranet.contoso.com' });
});
afterAll(() => service.stop());

const routes = [
  '/',
  '/healthz',
  '/readyz',
  '/assets/x/page.js',
  '/assets/x/none.js',
  '/web-chat/session',
  '/api/messages',
  '/v3/directline/tokens/generate',
  '/v3/directline/tokens/refresh',
  '/v3/directline/session/getsessionid',
  '/v3/directline/conversations',
  '/v3/directline/conversations/none',
  '/v3/directline/conversations/none/activities',
  '/v3/directline/conversations/none/upload',
  '/v3/directline/conversations/none/uploads/none',
  '/v3/directline/conversations/none/stream',
  '/v3/directline',
  '/nothing/here',
  '/%E0%A4%A',
  '/..%2f..%2f.env',
];
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

function ask(method: string, route: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`http://127.0.0.1:${service.port}${route}`, { method, headers });
}

function expectCareful(headers: Headers): void {
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('content-security-policy')).toContain('frame-ancestors');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('cache-control')).toMatch(/no-store|immutable/);
  expect(headers.get('server')).toBeNull();
  expect(headers.get('x-powered-by')).toBeNull();
}

describe.each(routes)('%s', (route) => {
  it('answers every method with careful headers, a plain body, and no fault', async () => {
    for (const method of methods) {
      const response = await ask(method, route);
      const text = await response.text();
      expect(response.status).toBeLessThan(500);
      expectCareful(response.headers);
      if (response.status < 400 || method === 'HEAD') continue;
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
      expect(Object.keys(JSON.parse(text) as object)).toEqual(['error']);
      expect(text).not.toMatch(/restify|node_modules|\.ts|ResourceNotFound|MethodNotAllowed|Error:|\/nothing|\.env/i);
    }
  });

  it('answers the same to whoever accepts only something else', async () => {
    for (const accept of ['text/plain', 'image/png', 'application/octet-stream', ';;;', 'x'.repeat(2000)]) {
      const response = await ask('PUT', route, { accept });
      expect([404, 405]).toContain(response.status);
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
      expect(JSON.parse(await response.text())).toEqual({ error: expect.any(String) });
    }
  });
});

describe('A browser', () => {
  it('is told to come back encrypted only by a service that it reached encrypted', async () => {
    expect((await ask('GET', '/')).headers.get('strict-transport-security')).toBeNull();
    expect((await ask('GET', '/', { 'x-forwarded-proto': 'https' })).headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
  });

  it('finds the page’s own files, and keeps them', async () => {
    const page = await (await ask('GET', '/')).text();
    for (const [, path] of page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)) {
      const response = await ask('GET', path!);
      expect([path, response.status]).toEqual([path, 200]);
      expect(response.headers.get('cache-control')).toContain('immutable');
    }
  });
});

it('A request that the router cannot read is answered with the same headers', async () => {
  const { text, statuses } = await sendRaw(service.port, 'GET / HTTP/1.1\r\nHost: [x\r\n\r\n');
  expect(statuses).toEqual([400]);
  expect(text.toLowerCase()).toContain('x-content-type-options: nosniff');
  expect(text).toContain('{"error":"The request line');
});

it('TRACE, and methods that nobody knows, echo nothing', async () => {
  for (const method of ['TRACE', 'TRACK', 'PROPFIND', 'CONNECT']) {
    const { text } = await sendRaw(service.port, `${method} /api/messages HTTP/1.1\r\nHost: localhost\r\nX-Marker: planted\r\n\r\n`);
    expect(text).not.toContain('planted');
    expect(text).not.toMatch(/HTTP\/1.1 [25]/);
  }
});
