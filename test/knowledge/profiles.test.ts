/** Faults of a phone's profile are reported with their place and what to write. */
import { KnowledgeError } from '../../knowledge/fault.ts';
import { loadLibrary } from '../../knowledge/load.ts';
import type { KnowledgeFile } from '../../knowledge/yaml-file.ts';

const source = 'source: { document: manual, section: roots }';
const files = (trusts: string) => [
  {
    path: 'facts/sources.yaml',
    text: 'kind: documents\ndocuments:\n  manual: { title: The manual, url: "https://example.com/manual", origin: added, sections: { roots: Roots } }\n',
  },
  {
    path: 'facts/authorities.yaml',
    text: `kind: table\nid: authorities\ntitle: Who is trusted\ncolumns: [Authority]\nrows:\n  - { cells: [Contoso], ${source} }\n`,
  },
  {
    path: 'facts/settings.yaml',
    text: `kind: settings
settings:
  AllowPaper: { meaning: Paper., type: boolean, neutral: true, sent-to-phone: true, ${source} }
profiles:
  small-phone:
    title: The small phone
${trusts}    supports: [AllowPaper]
    ${source}
`,
  },
];

function faultsOf(trusts: string, more: readonly KnowledgeFile[] = []): string[] {
  try {
    loadLibrary([...files(trusts), ...more]);
    return [];
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    return error.faults.map(({ file, line, problem, remedy }) => `${file}:${line}: ${problem} ${remedy}`);
  }
}

test('A profile names the table of the authorities that the phone trusts, or none', () => {
  expect(faultsOf('    trusts: authorities\n')).toEqual([]);
  expect(faultsOf('')).toEqual([]);
});

test('A profile names the table of where the phone looks for its server, or none', () => {
  expect(faultsOf('    searches: authorities\n')).toEqual([]);
  expect(faultsOf('    searches: everywhere\n')).toEqual([
    'facts/settings.yaml:7: There is no table "everywhere". Write one of: authorities; or leave it out.',
  ]);
});

test('Two tables that explain one field are a fault of the second', () => {
  const table = (id: string) => ({
    path: `facts/${id}.yaml`,
    text: `kind: table\nid: ${id}\ntitle: States\nexplains: DeviceAccessState\ncolumns: [State]\nrows:\n  - { cells: [Blocked], ${source} }\n`,
  });
  expect(faultsOf('', [table('states')])).toEqual([]);
  expect(faultsOf('', [table('states'), table('other-states')])).toEqual([
    'facts/other-states.yaml:4: "states" explains DeviceAccessState already. Leave it out of one of the two.',
  ]);
});

test('A table that is not there is a fault, with its line and the tables that there are', () => {
  expect(faultsOf('    trusts: everybody\n')).toEqual(['facts/settings.yaml:7: There is no table "everybody". Write one of: authorities; or leave it out.']);
});

test('A number for a value that a table has no row for is said', () => {
  const text = `kind: table\nid: states\ntitle: States\nexplains: DeviceAccessState\nnumbers: { words: [Unknown, Blocked], ${source} }\ncolumns: [State]\nrows:\n  - { cells: [Blocked], ${source} }\n`;
  expect(faultsOf('', [{ path: 'facts/states.yaml', text }])).toEqual(['facts/states.yaml:5: No row is about "Unknown". Correct its spelling, or add a row.']);
});
