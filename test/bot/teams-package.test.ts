/** The app package for Teams: whole, valid by Microsoft's schema, and refused with words that say what to set. */
import { inflateSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { phraseOf } from '../../dialogs/phrases.ts';
import { buildPackage } from '../../bot/teams/build-package.ts';
import { botCommands } from '../../bot/teams/commands.ts';
import { manifestOf } from '../../bot/teams/manifest.ts';
import { publicationOf } from '../../bot/teams/publication.ts';
import { packageFaults, schemaFaults } from '../../bot/teams/validate-package.ts';
import { parseSettings } from '../../bot/settings.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';

const good = {
  MicrosoftAppId: '3a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d',
  MicrosoftAppPassword: 'a secret of a test',
  PUBLIC_URL: 'https://helpdesk.contoso.com',
  TEAMS_PUBLISHER: 'Contoso IT',
  TEAMS_PRIVACY_URL: 'https://contoso.com/privacy',
  TEAMS_TERMS_URL: 'https://contoso.com/terms',
};

function publication(change: Readonly<Record<string, string>> = {}) {
  const found = publicationOf(parseSettings({ ...good, ...change }));
  if (!('botId' in found)) throw new Error(found.join('\n'));
  return found;
}

async function built(): Promise<Uint8Array> {
  const zip = await buildPackage(publication());
  if (!(zip instanceof Uint8Array)) throw new Error(zip.join('\n'));
  return zip;
}

describe('The package', () => {
  it('holds the manifest and two icons, and is the same bytes each time', async () => {
    const [first, second] = [await built(), await built()];
    expect(Buffer.compare(first, second)).toBe(0);
    expect(Object.keys(unzipSync(first))).toEqual(['manifest.json', 'color.png', 'outline.png']);
  });

  it('says who the bot is, where it may be used, and what can be typed', async () => {
    const manifest: unknown = JSON.parse(strFromU8(unzipSync(await built())['manifest.json'] ?? new Uint8Array()));
    expect(await schemaFaults(manifest)).toEqual([]);
    expect(manifest).toMatchObject({
      id: good.MicrosoftAppId,
      version: (JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string }).version,
      bots: [{ botId: good.MicrosoftAppId, scopes: ['personal', 'team', 'groupChat'], supportsFiles: true }],
      composeExtensions: [{ botId: good.MicrosoftAppId, commands: [{ type: 'query' }] }],
      validDomains: ['helpdesk.contoso.com'],
    });
  });

  it('offers only commands that the bot understands as they stand', () => {
    const { library } = shippedDesk();
    expect(botCommands.map(({ title }) => phraseOf(library, title))).toEqual(['help', 'start-over', 'where', 'person', 'forget']);
  });

  it('is refused with every fault when the manifest or an icon is not what Teams takes', async () => {
    const manifest = { ...manifestOf(publication(), '0.1'), name: { short: 'x'.repeat(31), full: 'x' } };
    const faults = await packageFaults({ manifest, color: new Uint8Array(30), outline: new Uint8Array() });
    const said = ['manifest.json/version', 'manifest.json/name/short', 'color.png must be a PNG of 192', 'outline.png must be a PNG of 32'];
    expect(said.filter((words) => !faults.some((fault) => fault.startsWith(words)))).toEqual([]);
  });
});

describe('An operator who has not set everything', () => {
  it.each([
    [{ MicrosoftAppId: '', MicrosoftAppPassword: '' }, 'MicrosoftAppId is missing'],
    [{ MicrosoftAppId: '00000000-0000-4000-8000-000000000000' }, 'MicrosoftAppId is 0'],
    [{ PUBLIC_URL: '' }, 'PUBLIC_URL is missing'],
    [{ PUBLIC_URL: 'https://localhost' }, 'PUBLIC_URL is https://localhost'],
    [{ PUBLIC_URL: 'https://10.0.0.4' }, 'PUBLIC_URL is https://10.0.0.4'],
    [{ PUBLIC_URL: 'https://ab12.ngrok-free.app' }, 'PUBLIC_URL leads through ngrok-free.app'],
    [{ TEAMS_PUBLISHER: '' }, 'TEAMS_PUBLISHER is missing'],
    [{ TEAMS_PRIVACY_URL: '' }, 'TEAMS_PRIVACY_URL is missing'],
    [{ TEAMS_TERMS_URL: '' }, 'TEAMS_TERMS_URL is missing'],
    [{ TEAMS_APP_NAME: 'Teams Helper' }, 'TEAMS_APP_NAME is Teams Helper'],
    [{ TEAMS_APP_NAME: 'Help' }, 'TEAMS_APP_NAME is Help'],
  ])('is told what to set for %j', (change, says) => {
    expect(publicationOf(parseSettings({ ...good, ...change }))).toEqual([expect.stringContaining(says)]);
  });

  it.each([
    [{ TEAMS_PRIVACY_URL: 'http://contoso.com' }, 'TEAMS_PRIVACY_URL must be an https:// address'],
    [{ PUBLIC_URL: 'contoso.com' }, 'PUBLIC_URL must be an https:// address'],
    [{ TEAMS_APP_NAME: 'x'.repeat(31) }, 'TEAMS_APP_NAME must have at most 30 characters'],
  ])('is told at the start that %j is wrong', (change, says) => {
    expect(() => parseSettings({ ...good, ...change })).toThrow(says);
  });
});

/** The pixels of a PNG of 8 bits in four channels, as red, green, blue and alpha. */
function pixelsOf(png: Buffer): number[][] {
  const width = png.readUInt32BE(16);
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const raw = inflateSync(Buffer.concat(parts));
  const line = width * 4;
  const rows: number[][] = [];
  for (let y = 0; y * (line + 1) < raw.length; y += 1) {
    const [filter = 0, ...coded] = raw.subarray(y * (line + 1), (y + 1) * (line + 1));
    const above = rows.at(-1) ?? Array<number>(line).fill(0);
    const row: number[] = [];
    for (const [x, byte] of coded.entries()) {
      const [a, b, c] = [row[x - 4] ?? 0, above[x] ?? 0, above[x - 4] ?? 0];
      row.push((byte + [0, a, b, (a + b) >> 1, paeth(a, b, x < 4 ? 0 : c)][filter]!) & 255);
    }
    rows.push(row);
  }
  return rows.flatMap((row) => Array.from({ length: width }, (_, x) => row.slice(x * 4, x * 4 + 4)));
}

function paeth(a: number, b: number, c: number): number {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

it('The outline is white on nothing, and nothing else', () => {
  const pixels = pixelsOf(readFileSync(join(__dirname, '../../bot/teams/icons/outline.png')));
  expect(pixels).toHaveLength(32 * 32);
  const seen = pixels.filter(([, , , alpha = 0]) => alpha > 0);
  expect(seen.length).toBeGreaterThan(50);
  expect(seen.length).toBeLessThan(32 * 32);
  expect(seen.filter(([red, green, blue]) => red !== 255 || green !== 255 || blue !== 255)).toEqual([]);
});
