import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadLibrary } from '../../knowledge/load.ts';

describe('The example of the README', () => {
  it('loads as it stands there', () => {
    const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
    const [guide, sources] = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map((block) => block[1] ?? '');
    const library = loadLibrary([
      { path: 'guides/printer-offline.yaml', text: guide ?? '' },
      { path: 'facts/printer-sources.yaml', text: sources ?? '' },
    ]);
    expect([...library.guides.keys()]).toEqual(['printer-offline']);
  });
});
