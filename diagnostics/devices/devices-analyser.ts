/** Reads lists of phones: Get-ActiveSyncDevice and Get-MobileDevice, with or without Statistics. */
import type { Analyser, Context, Finding } from '../finding.ts';
import { type Item, mayName } from '../powershell/output.ts';
import { readOutput } from '../powershell/read-output.ts';
import { wholeText } from '../whole-text.ts';
import { deviceOf, fieldStart, isDeviceField } from './device.ts';
import { findDevices } from './devices-finding.ts';

export const devicesAnalyser: Analyser = {
  material: 'devices',
  recognise: (head) => (mayName(head, fieldStart) ? Math.max(0, ...readOutput(head.split('\n'), isDeviceField).map(likeness)) : 0),
  open: (context) => wholeText(context, analyse),
  openPage: (context) => wholeText(context, analyse),
};

function analyse(lines: readonly string[], context: Context): Finding {
  return findDevices(
    readOutput(lines, isDeviceField).flatMap((item) => deviceOf(item) ?? []),
    context,
  );
}

/** How much an object is like a phone: by the fields of a phone it has, with values as short as theirs. */
function likeness(item: Item): number {
  const fields = item.fields.filter((field) => isDeviceField(field.name) && field.value.length <= 150 && !/[a-z]{2}[.?!]$/.test(field.value));
  if (fields.length >= 4) return 0.95;
  if (fields.length >= 2) return 0.85;
  return fields.length === 1 && item.fields.length >= 2 && item.shape === 'table' ? 0.6 : 0;
}
