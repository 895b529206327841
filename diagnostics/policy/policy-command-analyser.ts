/** Reads commands that create or change a policy: New- and Set-, of all Exchange versions. */
import type { FactBook } from '../../knowledge/library.ts';
import type { Analyser, Context, Finding } from '../finding.ts';
import { type Field, type Item, mayName } from '../powershell/output.ts';
import { plainLine, withoutPrompt } from '../powershell/plain-line.ts';
import { type Command, readCommands } from '../powershell/read-commands.ts';
import { wholeText } from '../whole-text.ts';
import { findPolicies } from './policy-finding.ts';
import { type Policy, policyOf } from './policy.ts';
import { looksLikeSetting, type SettingNames, settingNames } from './setting-names.ts';

const cmdlet = /^(?:New|Set)-(?:ActiveSync|MobileDevice)MailboxPolicy$/i;

export const policyCommandAnalyser: Analyser = {
  material: 'policy-command',
  recognise,
  open: (context) => wholeText(context, analyse),
  openPage: (context) => wholeText(context, analyse),
};

function recognise(head: string): number {
  if (!mayName(head, /MailboxPolicy/i)) return 0;
  const lines = head.split('\n');
  const starts = new Set(lines.flatMap((line, index) => (startsCommand(line) ? [index + 1] : [])));
  if (starts.size === 0) return 0;
  const scores = readCommands(lines, cmdlet).map((command) => {
    const settings = command.parameters.filter((one) => looksLikeSetting(one.name) || /^(?:allow|require|max|min)/i.test(one.name)).length;
    return !starts.has(command.line) || command.parameters.every((one) => one.name === '') ? 0 : settings > 0 ? 0.9 : 0.6;
  });
  return Math.max(0, ...scores);
}

function startsCommand(raw: string): boolean {
  const line = withoutPrompt(plainLine(raw)).slice(0, 2000);
  const at = line.search(/\b(?:New|Set)[-\u2010-\u2015\u2212](?:ActiveSync|MobileDevice)MailboxPolicy\b/i);
  return at >= 0 && startsAt(line.slice(0, at));
}

/** Whether what stands in front of a cmdlet leaves it a command: nothing, marks, or the end of another command. */
function startsAt(front: string): boolean {
  const last = Math.max(front.lastIndexOf('|'), front.lastIndexOf(';'), front.lastIndexOf('{'));
  const rest = front.slice(last + 1).trim();
  return rest === '' || /^(?:[*•>`({-]|\d{1,2}[.)]|\$\w{1,40}\s{0,5}=|(?:cmd|powershell|command|example)\s{0,3}\d{0,2}:)\s{0,9}$/i.test(rest);
}

function analyse(lines: readonly string[], context: Context): Finding {
  const policies = readCommands(lines, cmdlet).flatMap((command) => policyFrom(command, context.book) ?? []);
  return findPolicies('policy-command', policies, context, lines);
}

function policyFrom(command: Command, book: FactBook): Policy | undefined {
  const names = settingNames(book);
  const fields = command.parameters.map((one) => ({ ...one, name: fullName(one, names) }));
  const item: Item = { fields, shape: 'list' };
  return policyOf(item, book, /^new/i.test(command.cmdlet) ? 'new' : 'changed', /MobileDevice/i.test(command.cmdlet));
}

/** Parameters of these cmdlets that set nothing a phone gets; needed to tell whether a shortened name is unique. */
const others = [
  'Name',
  'Identity',
  'DomainController',
  'Confirm',
  'WhatIf',
  'Verbose',
  'Debug',
  'ErrorAction',
  'WarningAction',
  'OutVariable',
  'OutBuffer',
  'Instance',
];

/** The full name of a parameter: PowerShell takes any beginning that fits only one. An ambiguous one stays as it is. */
function fullName(parameter: Field, names: SettingNames): string {
  if (parameter.name === '') return 'Identity';
  const known = names.known(parameter.name);
  if (known !== undefined) return parameter.name;
  const start = parameter.name.toLowerCase();
  const exact = others.find((name) => name.toLowerCase() === start);
  const fits = [...names.beginningWith(start), ...others.filter((name) => name.toLowerCase().startsWith(start))];
  const [only] = fits;
  return exact ?? (fits.length === 1 && only !== undefined ? only : asUnknown(parameter.name, fits.length));
}

/** A beginning that fits several settings is named as a setting that cannot be told. */
const asUnknown = (name: string, fits: number): string => (fits > 1 && !looksLikeSetting(name) ? `${name}…` : name);
