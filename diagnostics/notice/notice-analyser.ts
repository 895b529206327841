/** Reads the mails that Exchange sends when it holds back or stops a phone. */
import { evidence } from '../evidence.ts';
import type { Analyser, Cause, Finding, FindingTable } from '../finding.ts';
import { mask } from '../mask.ts';
import { noFinding } from '../no-finding.ts';
import { wholeText } from '../whole-text.ts';
import { type Concluded, concludeState, concludeTopic, stateAndReason } from './notice-cause.ts';
import { type Field, readFields } from './notice-fields.ts';
import { looksLikeNotice, topicOf } from './notice-words.ts';

/** Characters that a notice fits in; it is far shorter even with the mail around it. */
const longest = 20_000;

export const noticeAnalyser: Analyser = {
  material: 'notice',
  recognise(head) {
    const text = head.slice(0, longest);
    const lines = text.split(/\r\n|\r|\n/);
    // Each line tells one thing, so that what is typed on one or two cannot tell enough.
    const kinds = new Set(lines.length < 3 ? [] : readFields(lines).map((one) => one.kind));
    const telling = (['state', 'reason', 'version', 'id', 'type', 'agent', 'imei', 'model'] as const).filter((kind) => kinds.has(kind)).length;
    if (kinds.has('state') && telling >= 3) return Math.min(1, 0.6 + telling / 20);
    if (kinds.has('version') && telling >= 4) return 0.7;
    return head.length < longest && looksLikeNotice(text) && topicOf(text) !== undefined ? 0.6 : 0;
  },
  open: (context) => wholeText(context, analyse),
  openPage: (context) => wholeText(context, analyse),
};

function analyse(lines: readonly string[]): Finding {
  const fields = readFields(lines);
  const { state, reason, lines: rest } = stateAndReason(fields);
  const told = concludeWords(lines);
  const byState = state === undefined ? undefined : concludeState(state, reason);
  const concluded = told?.cause === 'wipe' || told?.cause === 'too-many-devices' ? told : (byState ?? (state === 'Allowed' ? undefined : told));
  const found = { ...noFinding, kind: 'notice', tables: fields.length > 0 ? [tableOf(fields)] : [] } as const;
  if (concluded === undefined)
    return { ...found, outcome: state === 'Allowed' ? 'fine' : 'unclear', verdict: sayNothing(state), lacks: state === 'Allowed' ? [] : [wholeNotice] };
  const shown = concluded === byState ? rest.map((one) => evidence(one.line, one.text)) : topicLines(lines);
  const cause: Cause = { ...concluded, evidence: shown };
  return { ...found, outcome: 'fault', verdict: concluded.says + sayWhere(lines), causes: [cause], lacks: state === undefined ? [wholeNotice] : [] };
}

const wholeNotice = 'the whole notice, with the list of details about the phone';

/** What the sentences say; the list of details is left out, since its labels have the same words. */
function concludeWords(lines: readonly string[]): Concluded | undefined {
  const topic = topicOf(
    sentences(lines)
      .map((one) => one.text)
      .join(' ')
      .slice(0, longest),
  );
  return topic === undefined ? undefined : concludeTopic(topic);
}

function sentences(lines: readonly string[]): { readonly line: number; readonly text: string }[] {
  const details = new Set(readFields(lines).map((one) => one.line));
  return lines.slice(0, 400).flatMap((text, at) => (details.has(at + 1) ? [] : [{ line: at + 1, text: text.slice(0, 2000) }]));
}

/** Mail programs break sentences, so that no line may tell by itself. */
function topicLines(lines: readonly string[]): Cause['evidence'] {
  const said = sentences(lines).filter((one) => one.text.trim() !== '');
  const telling = said.filter((one) => topicOf(one.text) !== undefined);
  return (telling.length > 0 ? telling : said).slice(0, 2).map((one) => evidence(one.line, one.text));
}

/** The mail to administrators has a link to where the phone can be let in. */
function sayWhere(lines: readonly string[]): string {
  const link = lines.slice(0, 400).some((text) => /https?:\/\/[^\s]{1,200}\/(?:ecp|owa)\b|admin\.exchange\.microsoft/i.test(text.slice(0, 2000)));
  return link ? ' This mail is for an administrator: its link leads to the page where the phone can be allowed.' : '';
}

function sayNothing(state: string | undefined): string {
  if (state === 'Allowed') return 'Exchange says that this phone may sync. If it does not sync, the fault is somewhere else.';
  return 'This looks like a notice from Exchange, but it does not say in what state the phone is.';
}

const titles: Readonly<Record<Field['kind'], string>> = {
  state: 'Access state',
  reason: 'Reason',
  version: 'ActiveSync version',
  id: 'Device ID',
  type: 'Type',
  model: 'Model',
  system: 'System',
  agent: 'User agent',
  imei: 'IMEI',
  number: 'Phone number',
  policy: 'Policy',
  applied: 'Policy applied',
  rule: 'Access rule',
  user: 'User',
};

function tableOf(fields: readonly Field[]): FindingTable {
  const shown = fields.filter((one) => one.value !== '');
  const rows = shown.map((one) => [titles[one.kind], shownValue(one)]);
  return { title: 'The phone, as Exchange sees it', columns: ['Detail', 'Value'], rows: rows.slice(0, 50), more: Math.max(0, rows.length - 50) };
}

/** What stands for one person or one phone is hidden whatever it looks like. */
function shownValue({ kind, value }: Field): string {
  switch (kind) {
    case 'id':
    case 'imei':
      return '[device id]';
    case 'number':
      return '[phone number]';
    case 'user':
      return '[user]';
    case 'state':
    case 'reason':
    case 'version':
    case 'type':
    case 'model':
    case 'system':
    case 'agent':
    case 'policy':
    case 'applied':
    case 'rule':
      return mask(value);
  }
}
