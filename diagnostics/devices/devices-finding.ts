/** The finding on one phone or a list of them. */
import type { Certainty } from '../../knowledge/schema.ts';
import { evidence } from '../evidence.ts';
import type { Cause, Context, Evidence, Finding, Outcome } from '../finding.ts';
import type { Field } from '../powershell/output.ts';
import { outcomeOf, whatThePhoneShows } from '../outcome-of.ts';
import { mostRows, tableOf } from '../policy/policy-tables.ts';
import { profileOf } from '../policy/profile.ts';
import { type Device, isRecognised, orderOf } from './device.ts';
import { inWords } from './in-words.ts';
import { type Judgement, judgeDevice, type Trouble } from './judge-device.ts';
import { verdictOn } from './devices-verdict.ts';

/** Lines that a cause shows. */
const mostEvidence = 5;

/** What the phones come to. The phone of the context's profile counts first. */
export function findDevices(devices: readonly Device[], context: Context): Finding {
  const profile = profileOf(context);
  const order = orderOf(devices);
  const judged = devices.map((device) => judgeDevice(inWords(device, context.book), context.book, context.now, order));
  const words = profile?.['recognised-by']?.map((word) => word.toLowerCase()) ?? [];
  const { ours = [], others = [] } = Object.groupBy(judged, ({ device }) => (isRecognised(device, words) ? 'ours' : 'others'));
  const ranked = [...ours, ...others];
  const hide = hider(devices);
  const outcome = outcomeOfAll(judged);
  return {
    kind: 'devices',
    outcome,
    verdict: hide(verdictOn(ranked, profile, ours.length)),
    causes: causesOf(ranked, hide),
    conflicts: [],
    allowsNonProvisionable: null,
    waysOut: [],
    tables: devices.length === 0 ? [] : [devicesTable(judged, hide)],
    lacks: lacksOf(judged, outcome),
  };
}

/** Trouble whose cause is left open between two is a fault all the same: both are named, and neither as certain. Mere guesses are none. */
function outcomeOfAll(judged: readonly Judgement[]): Outcome {
  const troubles = judged.flatMap((one) => one.troubles);
  if (troubles.length > 0) return outcomeOf(troubles);
  return judged.length > 0 && judged.every((one) => one.troubles.length === 0 && one.open.length === 0) ? 'fine' : 'unclear';
}

/** Hides ids, numbers and names of persons in what is shown. Short values are left: they are words. */
function hider(devices: readonly Device[]): (text: string) => string {
  const ids = new Set(
    devices
      .flatMap((device) => device.privateValues)
      .flatMap((value) => value.split(/[\\/§]/))
      .filter((value) => value.length >= 6),
  );
  return (text) =>
    text
      .split(/([\s,;:"'()[\]]+)/)
      .map((word) => (ids.has(word) ? '[hidden]' : word))
      .join('');
}

const strength: readonly Certainty[] = ['documented', 'derived', 'unverified'];

interface Found {
  /** The first of them, as many as can be shown. */
  readonly troubles: Trouble[];
  phones: number;
  certainty: Certainty;
}

/** Each cause once, in the order of the phones, with the strongest certainty among them. */
function causesOf(ranked: readonly Judgement[], hide: (text: string) => string): Cause[] {
  const found = new Map<string, Found>();
  for (const trouble of ranked.flatMap(({ troubles }) => troubles)) {
    const one: Found = found.get(trouble.cause) ?? { troubles: [], phones: 0, certainty: trouble.certainty };
    found.set(trouble.cause, one);
    one.phones += 1;
    if (one.troubles.length < mostEvidence) one.troubles.push(trouble);
    if (strength.indexOf(trouble.certainty) < strength.indexOf(one.certainty)) one.certainty = trouble.certainty;
  }
  return [...found].map(([cause, { troubles, phones, certainty }]) => {
    const subject = phones === 1 ? 'One phone' : `${phones} phones, for example one`;
    return { cause, certainty, says: `${subject}: ${troubles[0]?.says ?? ''}.`, evidence: evidenceOf(troubles, hide) };
  });
}

function evidenceOf(troubles: readonly Trouble[], hide: (text: string) => string): Evidence[] {
  return troubles
    .flatMap((trouble) => trouble.fields.map((field) => evidence(field.line, hide(`${field.name} : ${field.written ?? field.value}`))))
    .slice(0, mostEvidence);
}

function devicesTable(judged: readonly Judgement[], hide: (text: string) => string): Finding['tables'][number] {
  const rows = judged
    .slice(0, mostRows)
    .map(({ device, troubles, open }) =>
      [
        device.about.find((field) => !/UserAgent|^DeviceOS/i.test(field.name))?.value ?? device.about[0]?.value ?? `Phone on line ${device.line}`,
        shown(device.state) ?? 'not shown',
        [shown(device.reason), device.rule?.value].filter((value) => value !== undefined).join(', '),
        device.success?.value ?? 'not shown',
        device.attempt?.value ?? 'not shown',
        [device.policy?.value, shown(device.policyStatus)].filter((value) => value !== undefined).join(', '),
        troubles[0]?.says ?? (open.length === 0 ? 'in order' : 'cannot be told'),
      ].map(hide),
    );
  return tableOf('The phones', ['Phone', 'State', 'Why', 'Last success', 'Last attempt', 'Policy', 'Result'], rows, judged.length);
}

/** A value as a table shows it: of a number also what it usually means. */
function shown(field: Field | undefined): string | undefined {
  return field?.written === undefined ? field?.value : `${field.written}, usually ${field.value}`;
}

function lacksOf(judged: readonly Judgement[], outcome: Outcome): string[] {
  const remarked = new Set(judged.flatMap((one) => one.open));
  const open = new Set([...remarked].map((field) => field.replace(/ \(.*/, '')));
  if (judged.length === 0) return ['the output of Get-ActiveSyncDeviceStatistics for this mailbox | Format-List'];
  if (open.size === 0) return outcome === 'unclear' ? [whatThePhoneShows] : [];
  return [`the output of Get-ActiveSyncDeviceStatistics for this mailbox | Format-List, with ${[...open].join(', ')}`];
}
