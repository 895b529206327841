/** One section of the page: what is drawn, the same figures as a table, and the table as a file. */
import type { Drawing } from './drawing/drawing.ts';
import { Html, html } from './html.ts';
import { addressOf, type Query } from './read-query.ts';
import type { Section } from './sections.ts';
import type { Cell, Table } from './table.ts';

export interface ShownSection extends Section {
  /** What the drawing thread made of the drawing, if it could. */
  readonly svg: string | undefined;
}

/** Rows of a long table that the page shows without a guide chosen; the file has all. */
const mostRows = 15;

/** A heading, the drawing, and the table. */
export function showSection(section: ShownSection, query: Query): Html {
  const { table, svg, drawing } = section;
  const shown = shorten(section, query);
  const isEmpty = table.rows.length === 0;
  return html`<section id="${table.id}" class="${drawing?.kind ?? 'plain'}">
    <h2>${table.title}</h2>
    ${table.note === undefined ? undefined : html`<p class="note">${table.note}</p>`}
    ${table.id === 'nodes' && drawing === undefined ? html`<p class="note">Choose a guide to see it drawn, with the traffic on its arrows.</p>` : undefined}
    ${isEmpty ? html`<p>Nothing in this time.</p>` : undefined} ${isEmpty ? undefined : figure(drawing, svg)}
    ${isEmpty ? undefined : showTable(shown, section.guides, query, shown.title !== table.title)}
    ${isEmpty ? undefined : html`<p class="file"><a href="/insights/csv/${table.id}?${addressOf(query)}" download>${table.title} as CSV</a></p>`}
  </section>`;
}

/** What was drawn comes from libraries that escape all texts, without scripts, styles and links. */
function figure(drawing: Drawing | undefined, svg: string | undefined): Html | undefined {
  if (drawing === undefined) return undefined;
  return svg === undefined
    ? html`<p class="note">The drawing could not be made. The table has the same figures.</p>`
    : html`<figure class="${drawing.kind}" tabindex="0" role="img" aria-label="${drawing.label}. The table has the same figures.">${new Html(svg)}</figure>`;
}

/**
 * Steps and answers of one guide need not name it in each row. Without a guide chosen, they are too many to read: those
 * where most people gave up, or most came, are shown.
 */
function shorten({ table }: Section, query: Query): Table {
  const column = table.id === 'nodes' ? 'Gave up' : table.id === 'arrows' ? 'Times' : undefined;
  if (column === undefined) return table;
  if (query.guide !== undefined) return { ...table, columns: table.columns.slice(1), rows: table.rows.map((row) => row.slice(1)) };
  if (table.rows.length <= mostRows) return table;
  const index = table.columns.indexOf(column);
  const sorted = [...table.rows].sort((one, other) => Number(other[index]) - Number(one[index])).slice(0, mostRows);
  const some = sorted.filter((row) => Number(row[index]) > 0);
  const rows = some.length > 0 ? some : sorted;
  return { ...table, rows, title: `${table.title}: the ${rows.length} of ${table.rows.length} with the largest figure under “${column}”` };
}

function showTable({ columns, rows, title }: Table, guides: readonly string[] | undefined, query: Query, isShort: boolean): Html {
  const isNumber = columns.map((_, index) => rows.every((row) => typeof row[index] !== 'string'));
  return html`<div class="table" tabindex="0" role="group" aria-label="${title}">
    <table>
      <caption class="${isShort ? 'seen' : 'unseen'}">
        ${title}
      </caption>
      <thead>
        <tr>
          ${columns.map((column, index) => html`<th scope="col" class="${isNumber[index] === true ? 'number' : 'words'}">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row, number) =>
            html`<tr>
              ${row.map((cell, index) => showCell(cell, index, guides?.[number], query))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function showCell(cell: Cell, index: number, guide: string | undefined, query: Query): Html {
  if (index > 0) return typeof cell === 'string' ? html`<td class="words">${cell}</td>` : html`<td class="number">${cell ?? '–'}</td>`;
  const name = guide === undefined || guide === query.guide ? html`${cell}` : html`<a href="/insights?${addressOf({ ...query, guide })}">${cell}</a>`;
  return html`<th scope="row">${name}</th>`;
}
