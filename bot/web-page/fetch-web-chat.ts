/**
 * Gets the one file of Bot Framework Web Chat that the page needs. As a dependency the package would
 * bring 518 MB, so its tarball is asked for by the npm client, checked, and unpacked in part.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const version = '4.18.1';
const integrity = 'sha512-7jpEUJ7olT62Xm+8eh7BhhIcXVfU2xD4pZDaeBt8K4XcNy6K/83UGIxE9BFkXmHMZ4hDEVOzs5cre07GWuaXzg==';
const root = join(import.meta.dirname, '../..');
const folder = join(root, '.cache/web-chat', version);
const script = join(folder, 'dist/webchat.js');

/**
 * The path of Web Chat's script; fetches it when it is not there yet (7 MB).
 * @throws Error that says what to do when it cannot be had or is not the expected file.
 */
export async function ensureWebChat(): Promise<string> {
  if (existsSync(script)) return script;
  mkdirSync(join(root, '.cache/web-chat'), { recursive: true });
  const work = mkdtempSync(join(root, '.cache/web-chat/fetch-'));
  try {
    const tarball = download(work);
    const found = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
    if (found !== integrity)
      throw new Error(
        `The package botframework-webchat@${version} from your npm registry is not the expected one. Check the registry, then run "npm ci" again.`,
      );
    const { extract } = await import('tar');
    await extract({ file: tarball, cwd: work, strip: 1, filter: (path) => path.startsWith('package/dist/webchat.js') || path === 'package/package.json' });
    rmSync(tarball);
    if (!existsSync(script)) renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return script;
}

function download(work: string): string {
  const npm = process.env['npm_execpath'];
  const [program, ...first] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  try {
    execFileSync(program ?? 'npm', [...first, 'pack', `botframework-webchat@${version}`, '--pack-destination', work, '--silent'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 120_000,
    });
  } catch (error) {
    throw new Error(`Web Chat (botframework-webchat@${version}) could not be fetched from your npm registry. Check the connection, then run "npm ci" again.`, {
      cause: error,
    });
  }
  const [tarball] = readdirSync(work).filter((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('The npm client wrote no package. Update npm, then run "npm ci" again.');
  return join(work, tarball);
}

if (process.argv[1] === import.meta.filename) {
  ensureWebChat().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
