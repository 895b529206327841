/** Whether everything a guide refers to in the facts is there: sources, tables, commands, causes. */
import type { Fault } from './fault.ts';
import type { FactBook, Library } from './library.ts';
import type { GuideFile } from './guide-file.ts';
import { parameterNames } from './powershell.ts';
import type { CommandUse, Node, Source } from './schema.ts';

/** Faults of a guide's sources, tables, commands and findings. */
export function checkReferences(one: GuideFile, library: Library): Fault[] {
  const { book } = library;
  return Object.entries(one.guide.nodes).flatMap(([id, node]) => {
    const report = reporter(one, id);
    return [
      ...(node.source ?? []).flatMap((source) => sourceFault(source, book, report('source'))),
      ...node.show
        .filter((table) => !book.tables.has(table) && !book.profiles.has(table))
        .map((table) => report('show')(`There is no table "${table}".`, `Write one of: ${[...book.tables.keys(), ...book.profiles.keys()].join(', ')}.`)),
      ...node.commands.flatMap((use) => commandFaults(use, book, report('commands'))),
      ...findingFaults(node, book, report('findings')),
    ];
  });
}

type Report = (problem: string, remedy: string) => Fault;

function reporter(one: GuideFile, node: string): (key: string) => Report {
  return (key) => (problem, remedy) => ({ file: one.file.path, line: one.file.lineOf(['nodes', node, key]), node, problem, remedy });
}

/** A fault when a cited document or section is not in the list of documents. */
export function sourceFault(source: Source, book: FactBook, report: Report): Fault[] {
  const document = book.documents.get(source.document);
  if (document === undefined)
    return [
      report(`There is no document "${source.document}".`, `Write one of: ${[...book.documents.keys()].join(', ')}; or add it to the documents in facts/.`),
    ];
  if (Object.hasOwn(document.sections, source.section)) return [];
  return [report(`"${source.document}" has no section "${source.section}".`, `Write one of: ${Object.keys(document.sections).join(', ')}.`)];
}

function commandFaults(use: CommandUse, book: FactBook, report: Report): Fault[] {
  const command = book.commands.get(use.use);
  if (command === undefined) return [report(`There is no command "${use.use}".`, `Write one of: ${[...book.commands.keys()].join(', ')}.`)];
  const known = parameterNames(command, book);
  return Object.keys(use.with)
    .filter((name) => !known.includes(name))
    .map((name) => report(`The command "${use.use}" has no parameter "${name}".`, `Write one of: ${known.join(', ')}.`));
}

function findingFaults(node: Node, book: FactBook, report: Report): Fault[] {
  if (node.kind !== 'check') return [];
  return Object.keys(node.findings)
    .filter((cause) => !book.causes.has(cause))
    .map((cause) => report(`There is no cause "${cause}".`, `Write one of: ${[...book.causes.keys()].join(', ')}.`));
}
