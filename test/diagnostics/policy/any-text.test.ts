/** What must hold for any text at all, however it was cut or mixed. */
import fc from 'fast-check';
import { devicesAnalyser } from '../../../diagnostics/devices/devices-analyser.ts';
import type { Analyser, Finding } from '../../../diagnostics/finding.ts';
import { policyAnalyser } from '../../../diagnostics/policy/policy-analyser.ts';
import { policyCommandAnalyser } from '../../../diagnostics/policy/policy-command-analyser.ts';
import { analyse, context, dropped } from '../../support/analyse-dropped.ts';
import { workTime } from '../../support/work-time.ts';

const kinds: readonly { readonly analyser: Analyser; readonly texts: readonly string[] }[] = [
  { analyser: policyAnalyser, texts: dropped('policy').map((one) => one.text) },
  { analyser: policyCommandAnalyser, texts: dropped('policy-command').map((one) => one.text) },
  { analyser: devicesAnalyser, texts: dropped('devices').map((one) => one.text) },
];
const everything = [...kinds.flatMap((kind) => kind.texts), ...dropped('none').map((one) => one.text)];

const change = fc.oneof(
  fc.record({ how: fc.constant('cut' as const), at: fc.nat(100), text: fc.constant('') }),
  fc.record({ how: fc.constant('drop' as const), at: fc.nat(100), text: fc.constant('') }),
  fc.record({ how: fc.constant('double' as const), at: fc.nat(100), text: fc.constant('') }),
  fc.record({
    how: fc.constant('insert' as const),
    at: fc.nat(100),
    text: fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('"', '{', '...', '\u00a0', '> ', '---', '|', '@{', '`', '“', '\n\n')),
  }),
);

function changed(text: string, { how, at, text: added }: { how: 'cut' | 'drop' | 'double' | 'insert'; at: number; text: string }): string {
  const place = Math.floor((text.length * at) / 100);
  if (how === 'cut') return text.slice(0, place);
  if (how === 'drop') return text.slice(0, place) + text.slice(place + 7);
  if (how === 'double') return `${text}\n\n${text.slice(place)}`;
  return text.slice(0, place) + added + text.slice(place);
}

const mixed = fc
  .tuple(fc.constantFrom(...everything), fc.array(change, { maxLength: 4 }), fc.constantFrom(...everything), fc.boolean())
  .map(([text, changes, other, join]) => changes.reduce(changed, join ? `${text}\n${other}` : text));

const shown = (finding: Finding): boolean =>
  finding.verdict.length > 0 &&
  finding.verdict.length < 900 &&
  finding.causes.every((cause) => context.book.causes.has(cause.cause) && cause.evidence.every((one) => one.line >= 1)) &&
  new Set(finding.causes.map((cause) => cause.cause)).size === finding.causes.length &&
  finding.tables.every((table) => table.rows.length <= 50);

test('any text is read without a crash, and what is found can be shown', () => {
  fc.assert(
    fc.property(mixed, (text) => {
      for (const { analyser } of kinds) {
        const score = analyser.recognise(text.slice(0, 65_536));
        const finding = analyse(analyser, text);
        if (score < 0 || score > 1 || !shown(finding)) return false;
        if (finding.outcome === 'unclear' && finding.lacks.length === 0) return false;
      }
      return true;
    }),
    { numRuns: 400 },
  );
});

/** A line that alone demands what the phone cannot do. */
const demand = /^[>\s-]*(?:RequireDeviceEncryption|RequireStorageCardEncryption)[\s:]+True\s*$|^[>\s-]*Allow(?:Camera|WiFi|Browser|HTMLEmail)[\s:]+False\s*$/m;

test('a policy with a line that the phone cannot follow is never in order', () => {
  fc.assert(
    fc.property(mixed, fc.nat(100), fc.constantFrom('RequireDeviceEncryption : True', 'AllowCamera : False', 'AllowWiFi: False'), (text, at, line) => {
      const lines = text.split('\n');
      lines.splice(Math.floor((lines.length * at) / 100), 0, line);
      const whole = lines.join('\n');
      return !demand.test(whole) || analyse(policyAnalyser, whole).outcome !== 'fine';
    }),
    { numRuns: 600 },
  );
});

test('only a policy that the facts are sure of is certain', () => {
  for (const { analyser, texts } of kinds) {
    for (const text of texts) {
      const finding = analyse(analyser, text);
      const sure = finding.conflicts.some((conflict) => context.book.settings.get(conflict.setting)?.certainty === 'documented');
      if (finding.conflicts.length > 0 && !sure) expect(finding.causes.map((cause) => cause.certainty)).not.toContain('documented');
    }
  }
});

const big = (text: string, size: number): string => `${text}\n\n`.repeat(Math.ceil(size / (text.length + 2))).slice(0, size);
const took = (analyser: Analyser, text: string): number => workTime(() => void analyse(analyser, text));

const hostile: readonly (readonly [string, string])[] = [
  ['quotes', '"\\'.repeat(500) + '\n'],
  ['open JSON', '{"a": {"b": [\n'],
  ['dashes', `${'-'.repeat(3000)}x\n`],
  ['names', `${'AllowCamera '.repeat(200)}\n`],
  ['colons', `${'AllowCamera:'.repeat(200)}\n`],
  ['spaces', `${' '.repeat(3000)}x\n`],
  ['CSV heads', 'DeviceId,DeviceType,AllowCamera,AllowWiFi\n'],
  ['open quotes', 'AllowCamera,AllowWiFi\n"a,b\n'],
  ['splats', '$p = @{ AllowCamera = $false\n'],
  ['commands', 'Set-ActiveSyncMailboxPolicy -AllowCamera $false\n'],
  ['backticks', 'Set-ActiveSyncMailboxPolicy -AllowCamera $false `\n'],
];

test.each(kinds.map((kind) => kind.analyser.material))('a long %s takes time in proportion to its length', (material) => {
  const kind = kinds.find((one) => one.analyser.material === material) ?? kinds[0]!;
  for (const text of [...kind.texts.slice(0, 3), ...hostile.map(([, one]) => one)]) {
    const [once, twice, fourfold] = [50_000, 100_000, 200_000].map((size) =>
      Math.min(took(kind.analyser, big(text, size)), took(kind.analyser, big(text, size))),
    );
    // Twice and four times the text may take twice and four times the time; the rest is for a busy machine.
    expect(twice! / Math.max(once!, 30)).toBeLessThan(5);
    expect(fourfold! / Math.max(once!, 30)).toBeLessThan(10);
  }
});
