/** Faults of a file of statuses are reported with their place. */
import { KnowledgeError } from '../../knowledge/fault.ts';
import { loadLibrary } from '../../knowledge/load.ts';

const sources = `kind: documents
documents:
  manual: { title: The manual, url: "https://example.com/manual", origin: added, sections: { codes: Codes } }
`;

function faultsOf(statuses: string): string[] {
  try {
    loadLibrary([
      { path: 'facts/sources.yaml', text: sources },
      { path: 'facts/statuses.yaml', text: statuses },
    ]);
    return [];
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    return error.faults.map(({ file, problem }) => `${file}: ${problem}`);
  }
}

test('a status with a cause that is not in the list is a fault', () => {
  const text =
    'kind: statuses\nstatuses: { http: { "449": { cause: gremlins, meaning: Odd., source: { document: manual, section: codes } } } }\nelements: {}\ncommands: {}\n';
  expect(faultsOf(text).join()).toMatch(/statuses\.yaml.*gremlins/s);
});

test('an element of a policy that carries no known setting is a fault', () => {
  const text =
    'kind: statuses\nstatuses: {}\nelements: { Odd: { setting: NotThere, neutral: [], source: { document: manual, section: codes } } }\ncommands: {}\n';
  expect(faultsOf(text).join()).toMatch(/NotThere/);
});
