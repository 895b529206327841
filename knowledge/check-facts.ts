/** Whether fact files agree with one another: sources, causes, settings, commands that undo commands. */
import { sourceFault } from './check-references.ts';
import type { FactFile } from './fact-book.ts';
import type { Command, Settings, Statuses, Table } from './fact-schema.ts';
import type { Fault } from './fault.ts';
import type { FactBook } from './library.ts';
import type { Source } from './schema.ts';
import type { Words } from './talk-schema.ts';

/** Faults of one fact file's references into the others. */
export function checkFacts({ file, facts }: FactFile, book: FactBook): Fault[] {
  const at =
    (...path: PropertyKey[]) =>
    (problem: string, remedy: string): Fault => ({ file: file.path, line: file.lineOf(path), problem, remedy });
  const cited = (sources: readonly Source[], ...path: PropertyKey[]): Fault[] => sources.flatMap((source) => sourceFault(source, book, at(...path)));
  switch (facts.kind) {
    case 'table':
      return [...explainedTwice(facts, book, at('explains')), ...numberedNowhere(facts, at('numbers')), ...rowFaults(facts, cited, at)];
    case 'commands':
      return Object.entries(facts.commands).flatMap(([id, command]) => [
        ...cited(command.source, 'commands', id),
        ...commandFaults(command, book, at('commands', id)),
      ]);
    case 'settings':
      return settingFaults(facts, book, cited, at);
    case 'codes':
      return Object.entries(facts.codes).flatMap(([code, row]) => [
        ...cited(row.source, 'codes', code),
        ...(book.causes.has(row.cause) ? [] : [at('codes', code)(`There is no cause "${row.cause}".`, 'Write a cause of the list "causes".')]),
      ]);
    case 'statuses':
      return statusFaults(facts, book, cited, at);
    case 'words':
      return wordFaults(facts, at('says-little'));
    case 'documents':
    case 'out-of-scope':
    case 'phrases':
    case 'welcome':
      return [];
  }
}

function wordFaults({ 'says-little': saysLittle, concepts }: Words, report: Report): Fault[] {
  const missing = saysLittle.filter((name) => concepts[name] === undefined);
  return missing.map((name) => report(`There is no concept "${name}".`, 'Correct its spelling, or leave it out.'));
}

function rowFaults({ columns, numbers, rows }: Table, cited: Cited, at: At): Fault[] {
  return [
    ...cited(numbers?.source ?? [], 'numbers'),
    ...rows.flatMap(({ cells, source }, index) => [
      ...cited(source, 'rows', index),
      ...(cells.length === columns.length ? [] : [at('rows', index)(`This row has ${cells.length} cells.`, `Give it ${columns.length}, one a column.`)]),
    ]),
  ];
}

type Report = (problem: string, remedy: string) => Fault;
type At = (...path: PropertyKey[]) => Report;
type Cited = (sources: readonly Source[], ...path: PropertyKey[]) => Fault[];

function settingFaults(facts: Settings, book: FactBook, cited: Cited, at: At): Fault[] {
  return [
    ...Object.entries(facts.settings).flatMap(([id, setting]) => cited(setting.source, 'settings', id)),
    ...Object.entries(facts.profiles).flatMap(([id, profile]) => [
      ...cited(profile.source, 'profiles', id),
      ...profile.supports
        .filter((name) => !book.settings.has(name))
        .map((name) => at('profiles', id, 'supports')(`There is no setting "${name}".`, 'Correct its spelling, or add it to the settings.')),
      ...(['trusts', 'searches'] as const).flatMap((key) => tableFaults(profile[key], book, at('profiles', id, key))),
    ]),
  ];
}

function tableFaults(named: string | undefined, book: FactBook, report: Report): Fault[] {
  if (named === undefined || book.tables.has(named)) return [];
  return [report(`There is no table "${named}".`, `Write one of: ${[...book.tables.keys()].join(', ')}; or leave it out.`)];
}

/** Of two tables nobody could say which one tells how sure a value is. */
function explainedTwice({ id, explains }: Table, book: FactBook, report: Report): Fault[] {
  const first = [...book.tables.values()].find((one) => explains !== undefined && one.explains === explains);
  return first === undefined || first.id === id ? [] : [report(`"${first.id}" explains ${explains} already.`, 'Leave it out of one of the two.')];
}

function numberedNowhere({ numbers, rows }: Table, report: Report): Fault[] {
  const missing = numbers?.words.filter((word) => rows.every(({ cells }) => cells[0] !== word)) ?? [];
  return missing.map((word) => report(`No row is about "${word}".`, 'Correct its spelling, or add a row.'));
}

function statusFaults(facts: Statuses, book: FactBook, cited: Cited, at: At): Fault[] {
  const rows = Object.entries(facts.statuses).flatMap(([family, known]) => Object.entries(known).map(([key, row]) => ({ family, key, row })));
  return [
    ...rows.flatMap(({ family, key, row }) => cited(row.source, 'statuses', family, key)),
    ...rows
      .filter(({ row }) => row.cause !== undefined && !book.causes.has(row.cause))
      .map(({ family, key, row }) => at('statuses', family, key)(`There is no cause "${row.cause}".`, 'Write a cause of the list "causes".')),
    ...Object.entries(facts.elements).flatMap(([name, element]) => cited(element.source, 'elements', name)),
    ...Object.entries(facts.elements)
      .filter(([, element]) => !book.settings.has(element.setting))
      .map(([name, element]) => at('elements', name)(`There is no setting "${element.setting}".`, 'Correct its spelling, or add it to the settings.')),
  ];
}

function commandFaults(command: Command, book: FactBook, report: Report): Fault[] {
  const faults: Fault[] = [];
  for (const parameter of command.parameters) {
    if (parameter.type === 'settings') {
      if (!book.profiles.has(parameter.profile)) faults.push(report(`There is no profile "${parameter.profile}".`, 'Write a profile of the settings file.'));
    } else if (parameter.type !== 'switch' && typeof parameter.value === 'object' && parameter.value !== null && !book.fields.has(parameter.value.ask)) {
      faults.push(report(`There is no field "${parameter.value.ask}" to ask for.`, `Write one of: ${[...book.fields.keys()].join(', ')}.`));
    }
  }
  const undo = command['undo-with'];
  if (undo !== undefined && !book.commands.has(undo)) faults.push(report(`There is no command "${undo}" to undo it with.`, 'Write a command of this list.'));
  return faults;
}
