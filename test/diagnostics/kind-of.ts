/** What the fixtures are. */

/** Lying among what few analysers know, these are what others read. */
const others: Readonly<Record<string, string>> = {
  'unknown/apache.txt': 'iis-log',
  'unknown/iis-log.txt': 'iis-log',
  'unknown/mailbox-log.txt': 'eas-log',
  'unknown/policy-list.txt': 'policy',
  'eas-log/empty.txt': 'unknown',
  'eas-log/only-rules.txt': 'unknown',
};

/** The kind that a fixture is: as its folder says, but for the few above. */
export function kindOf({ folder, name }: { readonly folder: string; readonly name: string }): string {
  return others[`${folder}/${name}`] ?? folder;
}
