/** `stepwise diagnose FILE…`: what is wrong in files, as JSON lines or as a report to read. */
import { createReadStream } from 'node:fs';
import { analysers } from '../../diagnostics/analysers.ts';
import { openDiagnosis } from '../../diagnostics/diagnose.ts';
import type { Finding } from '../../diagnostics/finding.ts';
import { leadsOf } from '../../diagnostics/lead.ts';
import { noFinding } from '../../diagnostics/no-finding.ts';
import type { Library } from '../../knowledge/library.ts';
import { openUnpacker } from '../files/unpack.ts';
import { UnpackError } from '../files/unpack-error.ts';

const usage = 'Usage: npm run -s stepwise -- diagnose [--json] [--phone PROFILE] FILE...';

/** Prints what was found in each file; 0 when all were understood, 1 when one was not, 2 for wrong usage. */
export async function runDiagnose(args: readonly string[], library: Library): Promise<number> {
  const asked = readArguments(args, library);
  if (typeof asked === 'string') {
    console.error(asked);
    return 2;
  }
  let status = 0;
  for (const file of asked.files) {
    const finding = await diagnoseFile(file, library, asked.phone);
    console.log(asked.json ? JSON.stringify(jsonOf(file, finding, library)) : reportOf(file, finding, library));
    if (!isUnderstood(finding)) status = 1;
  }
  return status;
}

/** Whether something was read in it. Of a private key nothing is, and of a command without a setting nothing can be. */
function isUnderstood({ kind, outcome, isSecret, causes, conflicts, tables }: Finding): boolean {
  if (kind === 'unknown' || isSecret === true) return false;
  return outcome !== 'unclear' || causes.length + conflicts.length + tables.length > 0;
}

interface Asked {
  readonly json: boolean;
  readonly phone: string | undefined;
  readonly files: readonly string[];
}

function readArguments(args: readonly string[], { book }: Library): Asked | string {
  const files = [...args];
  const phoneAt = files.indexOf('--phone');
  const phone = phoneAt < 0 ? undefined : files.splice(phoneAt, 2)[1];
  if (phoneAt >= 0 && (phone === undefined || !book.profiles.has(phone))) return `--phone takes one of: ${[...book.profiles.keys()].join(', ')}.`;
  const jsonAt = files.indexOf('--json');
  if (jsonAt >= 0) files.splice(jsonAt, 1);
  const option = files.find((one) => one.startsWith('--'));
  if (option !== undefined) return `There is no option "${option}".\n${usage}`;
  return files.length === 0 ? usage : { json: jsonAt >= 0, phone, files };
}

async function diagnoseFile(file: string, { book }: Library, profile: string | undefined): Promise<Finding> {
  const diagnosis = openDiagnosis(analysers, { book, now: Date.now(), profile });
  const unpacker = openUnpacker((chunk) => diagnosis.push(chunk));
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) await unpacker.push(chunk);
    await unpacker.end();
    return diagnosis.end();
  } catch (error) {
    const says = error instanceof UnpackError ? error.message : fileFault(error);
    if (says === undefined) throw error;
    return { ...noFinding, kind: 'unknown', outcome: 'unclear', verdict: says };
  }
}

/** What the disk says about a file that cannot be read; `undefined` for a fault of this program. */
function fileFault(error: unknown): string | undefined {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return 'There is no such file.';
    case 'EISDIR':
      return 'This is a folder. Name the files in it.';
    case 'EACCES':
      return 'This file may not be read. Check its permissions.';
    default:
      return undefined;
  }
}

/** The shape that scripts rely on; more fields may be added. */
function jsonOf(file: string, finding: Finding, library: Library): Record<string, unknown> {
  const { kind, outcome, verdict, causes, conflicts, allowsNonProvisionable, waysOut, tables, lacks } = finding;
  const next = nextOf(finding, library);
  return {
    file,
    kind,
    outcome,
    verdict,
    causes,
    conflicts: conflicts.map(({ evidence, ...conflict }) => ({ ...conflict, line: evidence.line })),
    allowsNonProvisionable,
    next: next === undefined ? null : { guide: next.guide.id, node: next.nodeId },
    lacks,
    waysOut,
    tables,
  };
}

const asWords =
  'This is no log, list, notice, code or certificate, so in the chat it is read as if its words had been typed; `stepwise triage` says where they lead.';

function nextOf(finding: Finding, library: Library) {
  return leadsOf(library, finding)[0]?.to;
}

function reportOf(file: string, finding: Finding, library: Library): string {
  const { kind, verdict, causes, conflicts, waysOut, tables, lacks, words } = finding;
  const next = nextOf(finding, library);
  const lines = [
    `${file}: ${kind}`,
    `  ${words === undefined ? verdict : asWords}`,
    ...causes.flatMap(({ cause, certainty, says, evidence }) => [
      `  ${cause} (${certainty}): ${says}`,
      ...evidence.map(({ line, text }) => `    line ${line}: ${text}`),
    ]),
    ...conflicts.map(
      ({ policy, setting, value, neutral }) =>
        `  ${policy === undefined ? '' : `${policy}: `}${setting} is ${value}; set to ${neutral}, it asks the phone for nothing.`,
    ),
    ...waysOut.flatMap(({ title, first, command, effect, undo }) => [
      `  ${title}`,
      ...(first === undefined ? [] : [`    ${first}`]),
      ...command.map((line) => `    ${line}`),
      `    Changes: ${effect}`,
      `    To take it back: ${undo}`,
    ]),
    ...tables.flatMap(({ title, rows, more }) => [
      `  ${title}:`,
      ...rows.map((cells) => `    ${cells.join(' | ')}`),
      ...(more > 0 ? [`    … and ${more} more`] : []),
    ]),
    ...lacks.map((one) => `  Would help: ${one}`),
    ...(next === undefined ? [] : [`  Next: ${next.ref}`]),
  ];
  return `${lines.join('\n')}\n`;
}
