/** Facts as replies show them: sources with titles and addresses, tables, commands with values. */
import type { Command } from '../knowledge/fact-schema.ts';
import type { FactBook } from '../knowledge/library.ts';
import { askedFields, renderCommand } from '../knowledge/powershell.ts';
import type { CommandUse, Source } from '../knowledge/schema.ts';
import type { CommandView, FieldView, SourceView, TableView } from './reply.ts';

type Values = Readonly<Record<string, string>>;

/** Cited places with their titles; the article's first. */
export function viewSources(sources: readonly Source[] | undefined, book: FactBook): SourceView[] {
  const views = (sources ?? []).flatMap((source) => {
    const document = book.documents.get(source.document);
    const section = document?.sections[source.section];
    return document === undefined || section === undefined ? [] : [{ origin: document.origin, document: document.title, section, url: document.url }];
  });
  return unique(views, (view) => `${view.url} ${view.section}`).toSorted((one, other) => Number(one.origin === 'added') - Number(other.origin === 'added'));
}

/** A table, or a phone's supported settings, by id. */
export function viewTable(id: string, book: FactBook): TableView[] {
  const table = book.tables.get(id);
  if (table !== undefined) {
    const rows = table.rows.map((row) => ({ cells: row.cells, sure: row.certainty === 'documented' }));
    return [
      {
        title: table.title,
        columns: table.columns,
        rows,
        note: table.note,
        link: table.link,
        sources: viewSources(
          table.rows.flatMap((row) => row.source),
          book,
        ),
      },
    ];
  }
  const profile = book.profiles.get(id);
  if (profile === undefined) return [];
  const rows = profile.supports.flatMap((name) => {
    const setting = book.settings.get(name);
    return setting === undefined ? [] : [{ cells: [name, setting.meaning], sure: setting.certainty === 'documented' }];
  });
  return [{ title: profile.title, columns: ['Setting', 'What it does'], rows, note: profile.note, sources: viewSources(profile.source, book) }];
}

/** A command with the person's values in it, and the command that takes it back. */
export function viewCommand(use: CommandUse, book: FactBook, values: Values): CommandView[] {
  const command = book.commands.get(use.use);
  if (command === undefined) return [];
  const undo = undoOf(command, book);
  return [
    {
      purpose: command.purpose,
      line: renderCommand(command, book, values, use.with),
      needs: command.needs,
      changes: command.changes,
      undo: command.undo,
      undoLine: undo === undefined ? undefined : renderCommand(undo, book, values),
      sure: command.certainty === 'documented',
      sources: viewSources(command.source, book),
    },
  ];
}

/** The values that some commands ask for, each once, with what is known already. */
export function viewFields(uses: readonly CommandUse[], book: FactBook, values: Values): FieldView[] {
  const ids = uses.flatMap((use) => {
    const command = book.commands.get(use.use);
    if (command === undefined) return [];
    const undo = undoOf(command, book);
    return [...askedFields(command), ...(undo === undefined ? [] : askedFields(undo))];
  });
  return [...new Set(ids)].flatMap((id) => {
    const field = book.fields.get(id);
    return field === undefined ? [] : [{ id, label: field.label, example: field.example, value: values[id] ?? '' }];
  });
}

function undoOf(command: Command, book: FactBook): Command | undefined {
  return command['undo-with'] === undefined ? undefined : book.commands.get(command['undo-with']);
}

function unique<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
