import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
const jar = readFileSync('/tmp/ins/jar', 'utf8')
  .split('\n')
  .find((l) => l.includes('stepwise-agent'))
  .split('\t')
  .pop();
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const base = 'http://localhost:4557';
for (const [name, w, scheme, url, media] of [
  ['wide', 1280, 'light', '/insights'],
  ['dark', 1280, 'dark', '/insights?guide=policy-conflict'],
  ['narrow', 390, 'light', '/insights?guide=certificate-trust'],
  ['graph', 1280, 'light', '/insights?guide=certificate-trust'],
  ['print', 794, 'light', '/insights?guide=pilot-policy', 'print'],
  ['signin', 800, 'light', '/insights'],
]) {
  const c = await b.newContext({ viewport: { width: w, height: 900 }, colorScheme: scheme });
  if (name !== 'signin') await c.addCookies([{ name: 'stepwise-agent', value: jar, url: base }]);
  const p = await c.newPage();
  p.on('console', (m) => console.log(name, m.type(), m.text()));
  p.on('pageerror', (e) => console.log(name, String(e)));
  if (media) await p.emulateMedia({ media });
  const t = Date.now();
  await p.goto(base + url);
  console.log(name, Date.now() - t, 'scrollW', await p.evaluate(() => document.documentElement.scrollWidth));
  await p.screenshot({ path: `/tmp/ins/${name}.png`, fullPage: true });
  await c.close();
}
await b.close();
