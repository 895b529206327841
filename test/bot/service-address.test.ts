import { isFromHere, isServiceAddress } from '../../bot/connector/service-address.ts';

describe('With an application id, replies go', () => {
  it.each([
    'https://smba.trafficmanager.net/emea/',
    'https://webchat.botframework.com/',
    'https://europe.webchat.botframework.com',
    'https://smba.trafficmanager.net:443/amer/',
  ])('to %s', (address) => {
    expect(isServiceAddress(address, true)).toBe(true);
  });

  it.each([
    'http://smba.trafficmanager.net/',
    'https://evil.trafficmanager.net/',
    'https://smba.trafficmanager.net.evil.com/',
    'https://smba.trafficmanager.net@evil.com/',
    'https://user:pass@smba.trafficmanager.net/',
    'https://smba.trafficmanager.net:8443/',
    'https://botframework.com.evil.com/',
    'https://evilbotframework.com/',
    'https://localhost/',
    'https://127.0.0.1/',
    'https://169.254.169.254/',
    'https://[::1]/',
    'file:///etc/passwd',
    '',
    'not an address',
  ])('never to %j', (address) => {
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
