import { ConnectorClient, ConnectorError } from '../../bot/connector/connector-client.ts';
import { isFromHere, isServiceAddress } from '../../bot/connector/service-address.ts';
import { StandInConnector } from '../support/stand-in-connector.ts';

/** Addresses that only look as if they were the service's. */
const tricks = [
  'http://smba.trafficmanager.net/',
  'HTTP://SMBA.TRAFFICMANAGER.NET/',
  'ws://smba.trafficmanager.net/',
  'https://evil.trafficmanager.net/',
  'https://trafficmanager.net/',
  'https://x.smba.trafficmanager.net/',
  'https://smba-evil.trafficmanager.net/',
  'https://smba.trafficmanager.net.evil.com/',
  'https://smba.trafficmanager.net./',
  'https://smba.trafficmanager.net%2eevil.com/',
  'https://smba.trafficmanager.net%00.evil.com/',
  'https://smba.trafficmanager.net@evil.com/',
  'https://smba.trafficmanager.net:443@evil.com/',
  'https://smba.trafficmanager.net%40evil.com/',
  'https://evil.com\\\\@smba.trafficmanager.net/',
  'https://evil.com#@smba.trafficmanager.net/',
  'https://evil.com?@smba.trafficmanager.net/',
  'https://evil.com/smba.trafficmanager.net/',
  'https://user:pass@smba.trafficmanager.net/',
  'https://@@smba.trafficmanager.net/',
  'https://smba.trafficmanager.net:8443/',
  'https://smba.trafficmanager.net:80/',
  'https://smba.trafficmanager.n\u0435t/',
  'https://smb\u0430.trafficmanager.net/',
  'https://smba.traff\u0131cmanager.net/',
  'https://botframework.com/',
  'https://botframework.com.evil.com/',
  'https://evilbotframework.com/',
  'https://x-botframework.com/',
  'https://.botframework.com/',
  'https://a..botframework.com/',
  'https://webchat.botframework.com./',
  'https://webchat.botframework.co/',
  'https://webchat.botframework.com.cn/',
  'https://webchat.botfr\u0430mework.com/',
  'https://localhost/',
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://169.254.169.254/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:169.254.169.254]/',
  'https://metadata.google.internal/',
  ' https://smba.trafficmanager.net/',
  'https://smba.trafficmanager.net ',
  'https://smba.traffic\nmanager.net/',
  'https:\\\\smba.trafficmanager.net/',
  'file:///etc/passwd',
  'data:,x',
  'javascript:alert(1)',
  '//smba.trafficmanager.net/',
  'smba.trafficmanager.net',
  '',
  'not an address',
];

describe('With an application id, replies go', () => {
  it.each([
    'https://smba.trafficmanager.net/emea/',
    'https://webchat.botframework.com/',
    'https://europe.webchat.botframework.com',
    'https://smba.trafficmanager.net:443/amer/',
  ])('to %s', (address) => {
    expect(isServiceAddress(address, true)).toBe(true);
  });

  it.each(tricks)('never to %j', (address) => {
    expect(isServiceAddress(address, true)).toBe(false);
  });
});

describe('Without an application id, replies go', () => {
  it.each(['http://localhost:56150/_connector', 'http://127.0.0.1:9000', 'https://[::1]:3979/'])('to this machine: %s', (address) => {
    expect(isServiceAddress(address, false)).toBe(true);
  });

  it.each([
    'https://smba.trafficmanager.net/',
    'http://10.0.0.1/',
    'http://localhost.evil.com/',
    'http://127.0.0.1.evil.com',
    'http://localhost@evil.com/',
    'ftp://localhost/',
  ])('never to %s', (address) => {
    expect(isServiceAddress(address, false)).toBe(false);
  });

  it('only this machine is served, and no proxy speaks for another', () => {
    expect(isFromHere('127.0.0.1', { host: 'localhost:3978' })).toBe(true);
    expect(isFromHere('::1', { host: 'localhost:3978' })).toBe(true);
    expect(isFromHere('::ffff:127.0.0.1', { host: 'localhost:3978' })).toBe(true);
    expect(isFromHere('192.168.1.5', { host: 'localhost:3978' })).toBe(false);
    expect(isFromHere(undefined, { host: 'localhost' })).toBe(false);
    expect(isFromHere('127.0.0.1', { host: 'evil.example' })).toBe(false);
    expect(isFromHere('127.0.0.1', { host: 'localhost', 'x-real-ip': '8.8.8.8' })).toBe(false);
    expect(isFromHere('127.0.0.1', { host: 'localhost', 'x-forwarded-for': '8.8.8.8' })).toBe(false);
  });
});

describe('The bot\u2019s own token', () => {
  let sink: StandInConnector;

  beforeAll(async () => {
    sink = await StandInConnector.start();
  });
  afterAll(() => sink.stop());

  const here = (): string[] => {
    const { port } = new URL(sink.address);
    return [
      '127.0.0.1',
      'localhost',
      '[::ffff:127.0.0.1]',
      '2130706433',
      '0x7f000001',
      '127.1',
      '0',
      'x@127.0.0.1',
      'smba.trafficmanager.net@127.0.0.1',
    ].flatMap((host) => [`http://${host}:${port}/`, `https://${host}:${port}/`, `http://${host}:${port}/smba.trafficmanager.net/`]);
  };

  it('is not even asked for when the stored address is not the service\u2019s, and nothing is sent there', async () => {
    let asked = 0;
    const client = new ConnectorClient(async () => {
      asked += 1;
      return 'the-token';
    });
    for (const serviceUrl of [...tricks, ...here()]) {
      const address = { serviceUrl, conversation: { id: 'a' } };
      await expect(client.post(address, '{}', 'b')).rejects.toBeInstanceOf(ConnectorError);
      await expect(client.update(address, 'b', '{}')).rejects.toBeInstanceOf(ConnectorError);
    }
    expect([asked, sink.sent]).toEqual([0, []]);
  });

  it('is not there without an application id, and the connector on this machine is reached', async () => {
    await new ConnectorClient(undefined).post({ serviceUrl: sink.address, conversation: { id: '../../x?y#z' } }, '{}', '../w');
    expect(sink.sent[0]?.path).toBe('/v3/conversations/..%2F..%2Fx%3Fy%23z/activities/..%2Fw');
    expect(sink.authorizations).toEqual([undefined]);
  });
});
