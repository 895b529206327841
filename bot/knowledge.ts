/** The knowledge folder: read, checked, opened as a desk, and watched while the service runs. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { watch } from 'chokidar';
import type { Logger } from 'pino';
import { type Desk, type Helpdesk, type MayLook, openDesk } from '../dialogs/desk.ts';
import { prepareSearch } from '../dialogs/search/search.ts';
import { checkTriage } from '../dialogs/triage-check.ts';
import { describeFault, KnowledgeError } from '../knowledge/fault.ts';
import type { KnowledgeFile } from '../knowledge/yaml-file.ts';
import { openLibrary } from './kept-library.ts';

/** Time for an editor to finish writing, in milliseconds. */
const settle = 200;

/**
 * Reads `guides/` and `facts/` of a folder and opens a desk.
 * @throws KnowledgeError with all faults of all files.
 */
export async function openKnowledge(folder: string, contact: string, mayLook?: MayLook, helpdesk?: Helpdesk): Promise<Desk> {
  const desk = openDesk(await openLibrary(await readKnowledge(folder)), contact, mayLook, helpdesk);
  prepareSearch(desk.library);
  const lost = checkTriage(desk);
  if (lost.length > 0) throw new KnowledgeError(lost);
  return desk;
}

async function readKnowledge(folder: string): Promise<KnowledgeFile[]> {
  const lists = await Promise.all(['guides', 'facts'].map((part) => readPart(folder, part)));
  const files = lists.flat();
  if (!files.some((file) => file.path.startsWith('guides/'))) {
    const isThere = await stat(folder).catch(() => undefined);
    throw new KnowledgeError([
      {
        file: isThere === undefined ? folder : `${folder}/guides`,
        line: 1,
        problem: isThere === undefined ? `There is no folder ${folder}.` : `There is no guide in ${folder}.`,
        remedy: 'Put a guide file into its folder guides/, or set KNOWLEDGE_DIR to the folder that has guides/ and facts/.',
      },
    ]);
  }
  return [...files, ...(await everydayFacts(files))];
}

const shipped = join(import.meta.dirname, '../knowledge');

/**
 * What people type to steer, what words mean, and what no helpdesk of this kind does has little to do with which guides there
 * are: a folder without facts of one of these kinds goes by ours.
 */
async function everydayFacts(files: readonly KnowledgeFile[]): Promise<KnowledgeFile[]> {
  const has = (kind: string): boolean => files.some(({ path, text }) => path === `facts/${kind}.yaml` || new RegExp(`^kind: *['"]?${kind}\\b`, 'm').test(text));
  const missing = ['phrases', 'words', 'out-of-scope'].filter((kind) => !has(kind)).map((kind) => `facts/${kind}.yaml`);
  return Promise.all(missing.map(async (path) => ({ path, text: await readFile(join(shipped, path), 'utf8') })));
}

async function readPart(folder: string, part: string): Promise<KnowledgeFile[]> {
  const names = await readdir(join(folder, part)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const yaml = names.filter((name) => /\.ya?ml$/.test(name)).toSorted();
  return Promise.all(yaml.map(async (name) => ({ path: `${part}/${name}`, text: await readFile(join(folder, part, name), 'utf8') })));
}

/** Opens a changed folder again and hands the new desk over; a broken one is logged, and told as refused. */
export function watchKnowledge(folder: string, open: () => Promise<Desk>, log: Logger, use: (changed: Desk | 'refused') => void): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const reload = async (): Promise<void> => {
    try {
      const desk = await open();
      use(desk);
      log.info({ guides: desk.library.guides.size }, 'The guides have changed and are in use.');
    } catch (error) {
      if (!(error instanceof KnowledgeError)) throw error;
      for (const fault of error.faults) log.error(describeFault(fault));
      log.error('The changed guides have faults; the earlier ones stay in use.');
      use('refused');
    }
  };
  const watcher = watch(folder, { ignoreInitial: true }).on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(
      () => void reload().catch((error: unknown) => log.error({ err: error }, 'The changed guides could not be read; the earlier ones stay in use.')),
      settle,
    );
  });
  return async () => {
    clearTimeout(timer);
    await watcher.close();
  };
}
