/** The page with all figures of a query. */
import type { Library } from '../../knowledge/library.ts';
import { type Figures, unknownLanguage } from './figures.ts';
import { guideIds } from './sections.ts';
import { type Html, html } from './html.ts';
import { results } from './other-tables.ts';
import { addressOf, type Query } from './read-query.ts';
import { type ShownSection, showSection } from './show-section.ts';

export interface PageContent {
  readonly figures: Figures;
  readonly library: Library;
  readonly query: Query;
  readonly sections: readonly ShownSection[];
  /** When the figures were drawn up, milliseconds since 1970. */
  readonly at: number;
}

/** The whole page. */
export function insightsPage(content: PageContent): Html {
  const { figures, query, sections, at } = content;
  return html`<a class="skip" href="#figures">Skip to the figures</a>
    <header>
      <h1>What gets solved</h1>
      <p>
        ${query.from} to ${query.to}, drawn up ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC from what happened in ${figures.cases}
        ${figures.cases === 1 ? 'case' : 'cases'}.
      </p>
    </header>
    ${filters(content)}
    <main id="figures">${tiles(figures)} ${sections.map((section) => showSection(section, query))}</main>
    <footer>No names, no messages: these figures are counted from events, which say which step was reached and when.</footer>`;
}

/** The page for filters that cannot be read. */
export function problemPage(problems: readonly string[]): Html {
  return html`<main class="narrow">
    <h1>These filters cannot be used</h1>
    <ul>
      ${problems.map((problem) => html`<li>${problem}</li>`)}
    </ul>
    <p><a href="/insights">Show the last 30 days</a></p>
  </main>`;
}

function filters({ figures, library, query }: PageContent): Html {
  const guides = guideIds({ figures, library, query: { ...query, guide: undefined } });
  const titles = new Map([...library.guides.values()].map(({ id, title }) => [String(id), title]));
  const shown = [...new Set([...guides, ...(query.guide === undefined ? [] : [query.guide])])];
  const languages = [...new Set([...figures.languages.entries().map(([language]) => language), ...(query.language === undefined ? [] : [query.language])])];
  return html`<form class="filters" method="get" action="/insights">
    <label>From <input type="date" name="from" value="${query.from}" /></label>
    <label>To <input type="date" name="to" value="${query.to}" /></label>
    ${choice(
      'Guide',
      'guide',
      query.guide,
      'All guides',
      shown.map((id) => [id, titles.get(id) ?? id]),
    )}
    ${choice('For', 'audience', query.audience, 'Everybody', [
      ['user', 'Owners of the phone'],
      ['agent', 'Agents'],
      ['admin', 'Administrators'],
    ])}
    ${choice(
      'Language',
      'language',
      query.language,
      'All languages',
      languages.map((one) => [one, languageName(one)]),
    )}
    <button type="submit">Show</button>
    ${query.guide === undefined ? undefined : html`<a href="/insights?${addressOf({ ...query, guide: undefined })}">All guides</a>`}
  </form>`;
}

function choice(label: string, name: string, chosen: string | undefined, all: string, options: readonly (readonly [string, string])[]): Html {
  return html`<label
    >${label}
    <select name="${name}">
      <option value="">${all}</option>
      ${options.map(([value, text]) => (value === chosen ? html`<option value="${value}" selected>${text}</option>` : html`<option value="${value}">${text}</option>`))}
    </select></label
  >`;
}

const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

function languageName(language: string): string {
  return language === unknownLanguage ? 'Not said' : (languageNames.of(language) ?? language);
}

function tiles(figures: Figures): Html {
  const share = (count: number): string => (figures.cases === 0 ? '' : `${Math.round((100 * count) / figures.cases)} %`);
  const all = [...results.map(([result, label]) => [label, figures.results.of(result)] as const), ['Never came to a guide', figures.unplaced] as const];
  return html`<dl class="tiles">
    <div>
      <dt>Cases</dt>
      <dd>${figures.cases}</dd>
    </div>
    ${all.map(
      ([label, count]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${count} <small>${share(count)}</small></dd>
        </div>`,
    )}
  </dl>`;
}
