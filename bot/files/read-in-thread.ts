/** Reads one file in a thread of its own, so that a large or hostile one holds up nobody. */
import { parentPort, workerData } from 'node:worker_threads';
import { analysers } from '../../diagnostics/analysers.ts';
import { openDiagnosis } from '../../diagnostics/diagnose.ts';
import type { Context } from '../../diagnostics/finding.ts';
import { openUnpacker } from './unpack.ts';
import { UnpackError } from './unpack-error.ts';
import type { FromReader, ToReader } from './messages.ts';

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker.');

const diagnosis = openDiagnosis(analysers, workerData as Context);
const unpacker = openUnpacker((chunk) => diagnosis.push(chunk));
const answer = (message: FromReader): void => port.postMessage(message);

/** One message at a time: the next comes after the answer to the last. */
async function take(message: ToReader): Promise<void> {
  try {
    if (message.kind === 'chunk') {
      await unpacker.push(message.bytes);
      return answer({ kind: 'more' });
    }
    await unpacker.end();
    answer({ kind: 'found', finding: diagnosis.end() });
  } catch (error) {
    if (!(error instanceof UnpackError)) throw error;
    answer({ kind: 'refused', says: error.message });
  }
}

port.on('message', (message: ToReader) => {
  void take(message).catch((error: unknown) => {
    // Out of the promise, so that the thread ends and its owner is told.
    setImmediate(() => {
      throw error;
    });
  });
});
