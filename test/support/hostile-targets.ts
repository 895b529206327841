/** Ways to make a server connect where it should not: addresses in every notation, and names in disguise. */
import fc from 'fast-check';

/** Inside, reserved, or this machine; as numbers of four bytes. */
const innerNetworks: readonly (readonly [number, number, number])[] = [
  [0, 0, 0],
  [10, 0, 0],
  [100, 64, 1],
  [127, 0, 0],
  [169, 254, 169],
  [172, 16, 0],
  [192, 168, 1],
  [192, 0, 2],
  [198, 18, 0],
  [203, 0, 113],
  [224, 0, 0],
  [255, 255, 255],
];

const innerBytes = fc.oneof(
  fc.tuple(fc.constantFrom(...innerNetworks), fc.integer({ min: 0, max: 255 })).map(([network, last]) => [...network, last]),
  fc.constant([168, 63, 129, 16]),
  fc.constant([169, 254, 169, 254]),
);

const byte = (value: number, base: 8 | 10 | 16): string => (base === 8 ? `0${value.toString(8)}` : base === 16 ? `0x${value.toString(16)}` : String(value));
const asNumber = (bytes: readonly number[]): number => bytes.reduce((sum, one) => sum * 256 + one, 0);
const hexPair = (bytes: readonly number[], at: number): string => (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)).toString(16);

/** Inner IPv4 addresses as some program or other reads them. */
export const innerIPv4 = fc.tuple(innerBytes, fc.integer({ min: 0, max: 9 })).map(([bytes, notation]) => {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  const forms = [
    bytes.join('.'),
    String(asNumber(bytes)),
    `0x${asNumber(bytes).toString(16)}`,
    `0${asNumber(bytes).toString(8)}`,
    bytes.map((one) => byte(one, 8)).join('.'),
    bytes.map((one) => byte(one, 16)).join('.'),
    `${a}.${b}.${c * 256 + d}`,
    `${a}.${b * 65_536 + c * 256 + d}`,
    bytes.map((one) => String(one).padStart(3, '0')).join('.'),
    `${bytes.join('.')}.`,
  ];
  return forms[notation] ?? bytes.join('.');
});

/** Inner IPv6 addresses, and IPv4 ones in IPv6. */
export const innerIPv6 = fc.tuple(innerBytes, fc.integer({ min: 0, max: 13 })).map(([bytes, form]) => {
  const dotted = bytes.join('.');
  const [high, low] = [hexPair(bytes, 0), hexPair(bytes, 2)];
  const forms = [
    '::1',
    '::',
    `::ffff:${dotted}`,
    `::ffff:${high}:${low}`,
    `::${high}:${low}`,
    `64:ff9b::${high}:${low}`,
    `2002:${high}:${low}::1`,
    `2001:0:${high}:${low}::1`,
    'fe80::1',
    'fe80::1%eth0',
    `fd00:ec2::${low}`,
    `fc00::${low}`,
    'ff02::1',
    '0:0:0:0:0:0:0:1',
  ];
  return forms[form] ?? '::1';
});

const listed = 'contoso.com';

/** Letters that look like those of the listed name, or that become them. */
const disguises: readonly string[] = [
  'c\u043entoso.com',
  'contos\u03bf.com',
  'cont\u00adoso.com',
  '\uff43ontoso.com',
  'contoso\u3002com',
  'contoso.c\u043em',
  'xn--cntoso-vcc.com',
  '\u2488\u2488.contoso.com',
  '\u24d2ontoso.com',
  'contoso.com\u200b',
  '\u202emoc.osotnoc',
];

const around = (inner: string): readonly string[] => [
  inner,
  `[${inner}]`,
  `https://${inner}/`,
  `${listed}@${inner}`,
  `user:pass@${listed}`,
  `${inner}#.${listed}`,
  `${inner}/.${listed}`,
  `${inner}?.${listed}`,
  `${inner}\\.${listed}`,
  `${inner}%00.${listed}`,
  `${inner}:443`,
  `${listed}:25`,
  `${listed}.`,
  `${listed}..`,
  `.${listed}`,
  `a..${listed}`,
  `${listed}.${inner}`,
  `x${listed}`,
  `${listed}.evil.example`,
  `${listed} ${inner}`,
  `${listed}\r\nHost: ${inner}`,
  `\u0000${listed}`,
  `-.${listed}`,
  `*.${listed}`,
  'localhost',
  'contoso',
  'com',
  '',
];

/** Targets that must all be refused where only contoso.com is listed. */
export const hostileTarget = fc.oneof(
  fc.tuple(fc.oneof(innerIPv4, innerIPv6), fc.nat(around('').length - 1)).map(([inner, at]) => around(inner)[at] ?? inner),
  fc.constantFrom(...disguises),
  fc.integer({ min: 64, max: 5_000 }).map((length) => `${'a'.repeat(length)}.${listed}`),
  fc.integer({ min: 60, max: 500 }).map((labels) => `${'abcd.'.repeat(labels)}${listed}`),
);
