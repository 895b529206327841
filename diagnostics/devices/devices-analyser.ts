/** Reads lists of phones: Get-ActiveSyncDevice and Get-MobileDevice, with or without Statistics. */
import type { Analyser, Context, Finding } from '../finding.ts';
import { type Item, likenessOf, mayName } from '../powershell/output.ts';
import { readOutput } from '../powershell/read-output.ts';
import { wholeText } from '../whole-text.ts';
import { devicesOf, fieldStart, isDeviceField } from './device.ts';
import { findDevices } from './devices-finding.ts';

export const devicesAnalyser: Analyser = {
  material: 'devices',
  recognise: (head) => (mayName(head, fieldStart) ? likenessOf(readOutput(head.split('\n'), isDeviceField), likeness, certain) : 0),
  open: (context) => wholeText(context, analyse),
  openPage: (context) => wholeText(context, analyse),
};

function analyse(lines: readonly string[], context: Context): Finding {
  return findDevices(devicesOf(readOutput(lines, isDeviceField)), context);
}

/** How sure an object makes that phones are listed that has all that tells one. */
const certain = 0.95;

/** How much an object is like a phone: by the fields of a phone it has, with values as short as theirs. */
function likeness(item: Item): number {
  const fields = item.fields.filter((field) => isDeviceField(field.name) && field.value.length <= 150 && !/[a-z]{2}[.?!]$/.test(field.value));
  if (fields.length >= 4) return certain;
  if (fields.length >= 2) return 0.85;
  return fields.length === 1 && item.fields.length >= 2 && item.shape === 'table' ? 0.6 : 0;
}
