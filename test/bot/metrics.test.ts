/** What Prometheus reads, and who else may not. */
import type { Service } from '../../bot/service.ts';
import { DirectLinePerson } from '../support/direct-line-person.ts';
import { startTestService } from '../support/service.ts';

const token = 'a'.repeat(32);
let service: Service | undefined;

afterEach(() => service?.stop());

function scrape(headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`http://127.0.0.1:${service?.port}/metrics`, { headers });
}

it('Metrics count turns and events by guide and audience, and say how the service is', async () => {
  service = await startTestService();
  const person = await DirectLinePerson.open(service.port);
  await person.say('86000C2B');
  const response = await scrape();
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const text = await response.text();
  expect(text).toMatch(/^stepwise_turns_total [1-9]/m);
  expect(text).toMatch(/^stepwise_events_total\{event="arrived",guide="[a-z-]+",audience="user"\} 1$/m);
  for (const line of ['stepwise_streams 0', 'stepwise_outbox_waiting 0', 'stepwise_store_ready 1']) expect(text.split('\n')).toContain(line);
  expect(text).not.toContain(person.conversation);
});

it('Without a token, only this machine reads them', async () => {
  service = await startTestService();
  expect((await scrape({ 'x-forwarded-for': '203.0.113.9' })).status).toBe(403);
});

it('With a token, whoever has it reads them, and nobody else', async () => {
  service = await startTestService({ METRICS_TOKEN: token });
  expect((await scrape({ authorization: `Bearer ${token}`, 'x-forwarded-for': '203.0.113.9' })).status).toBe(200);
  for (const authorization of ['', 'Bearer', `Bearer ${token}a`, `Basic ${token}`]) expect((await scrape({ authorization })).status).toBe(401);
});
