/** `npm run demo:exchange`: a mail server to try the live checks on, with a fault of one's choice. */
import { parseArgs } from 'node:util';
import { faults, type Fault, isFault } from './faults.ts';
import { openDemoExchange } from './open-demo-exchange.ts';

const usage = `Usage: npm run demo:exchange [-- --fault NAME] [-- --port NUMBER]

  --fault NAME   what is wrong with it; --list shows the names (none)
  --port NUMBER  the first of three ports on 127.0.0.1: HTTPS, HTTP, DNS (8443)
  --list         lists the faults`;

interface Wanted {
  readonly fault: Fault;
  readonly port: number;
}

try {
  const wanted = readArguments(process.argv.slice(2));
  if (typeof wanted === 'string') write(wanted);
  else await serve(wanted);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 2;
}

/** What to start, or what to print instead. @throws an Error that says what is wrong with the arguments. */
function readArguments(args: readonly string[]): Wanted | string {
  const { values } = parseArgs({
    args: [...args],
    options: { fault: { type: 'string', default: 'none' }, port: { type: 'string', default: '8443' }, list: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help === true) return usage;
  if (values.list === true) return [...faults].map(([name, about]) => `${name.padEnd(22)}${about}`).join('\n');
  const port = Number(values.port);
  if (!isFault(values.fault)) throw new Error(`There is no fault "${values.fault}". There are: ${[...faults.keys()].join(', ')}.`);
  if (!/^\d{1,5}$/.test(values.port) || port < 1 || port > 65_533) throw new Error(`--port must be a number from 1 to 65533, not "${values.port}".`);
  return { fault: values.fault, port };
}

async function serve({ fault, port }: Wanted): Promise<void> {
  const server = await openDemoExchange({ fault, port });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
  write(`A stand-in for the mail server of contoso.test is running: ${faults.get(fault)}.
  HTTPS 127.0.0.1:${port}, HTTP 127.0.0.1:${port + 1}, DNS 127.0.0.1:${port + 2} (UDP)

To let the bot look at it, start the bot with these two settings, or put them into .env:
  PROBE_DOMAINS=contoso.test
  PROBE_STAND_IN=${port}

Then have these checked, in a conversation or in another terminal with the same settings:
  npm run stepwise -- probe server-certificate mail.contoso.test
  npm run stepwise -- probe autodiscover contoso.test
  npm run stepwise -- probe activesync mail.contoso.test

Ctrl+C stops it.`);
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') return `${error.message}. Stop the other program, or choose other ports with --port NUMBER.`;
  if ('code' in error && error.code === 'EACCES') return `${error.message}. Choose ports above 1023 with --port NUMBER.`;
  return `${error.message}\n\n${usage}`;
}

function write(text: string): void {
  process.stdout.write(`${text}\n`);
}
