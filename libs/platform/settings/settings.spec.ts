import { resolve } from 'node:path';
import {
  boolean,
  directory,
  integer,
  key,
  listOf,
  oneOf,
  optionalSetting,
  port,
  proxies,
  readSettings,
  requiredSetting,
  secret,
  setting,
  SettingError,
  type SettingParser,
  settingsTable,
  text,
  url,
} from './index.ts';

const definitions = {
  port: setting('PORT', '3000', port(), 'Where the service listens.'),
  dataDirectory: setting('DATA_DIR', './data', directory(), 'Where the embedded files live.'),
  databaseUrl: optionalSetting('DATABASE_URL', url('postgres', 'postgresql'), 'Read models.'),
  issuer: requiredSetting('OIDC_ISSUER', url('https', 'http'), 'Who signs tokens.'),
  logLevel: setting('LOG_LEVEL', 'info', oneOf('debug', 'info', 'warn'), 'How much is logged.'),
};

const issuer = 'https://issuer.example';

function sentencesOf(environment: Record<string, string>): readonly string[] {
  try {
    readSettings(environment, definitions);
  } catch (error) {
    if (error instanceof SettingError) return error.sentences;
    throw error;
  }
  return [];
}

describe('settings', () => {
  test('have their defaults, or undefined where they may be left out', () => {
    expect(readSettings({ OIDC_ISSUER: issuer }, definitions)).toEqual({
      port: 3000,
      dataDirectory: resolve('data'),
      databaseUrl: undefined,
      issuer,
      logLevel: 'info',
    });
  });

  test('are what the environment says, typed', () => {
    const settings = readSettings(
      { OIDC_ISSUER: issuer, PORT: ' 8080 ', LOG_LEVEL: 'debug', DATA_DIR: '' },
      definitions,
    );
    const typed: { port: number; logLevel: 'debug' | 'info' | 'warn'; databaseUrl: string | undefined } = settings;
    expect(typed).toEqual({
      port: 8080,
      dataDirectory: resolve('data'),
      databaseUrl: undefined,
      issuer,
      logLevel: 'debug',
    });
  });

  test('that are wrong or missing are each named in a sentence that says what to write', () => {
    expect(sentencesOf({ PORT: '99999', LOG_LEVEL: 'loud' })).toEqual([
      'PORT "99999" cannot be used: write a port from 1 to 65535 (0: any free one).',
      'OIDC_ISSUER is not set: write an address that begins with https:// or http://.',
      'LOG_LEVEL "loud" cannot be used: write one of debug, info, warn.',
    ]);
  });

  test('that may hold a password are not repeated', () => {
    expect(sentencesOf({ OIDC_ISSUER: issuer, DATABASE_URL: 'mysql://root:hunter2@db' })).toEqual([
      'DATABASE_URL cannot be used: write an address that begins with postgres:// or postgresql://.',
    ]);
  });

  test('are printed as a table', () => {
    expect(
      settingsTable({ port: definitions.port, issuer: definitions.issuer, databaseUrl: definitions.databaseUrl }),
    ).toEqual(
      [
        '| Variable | Default | Write | For |',
        '| --- | --- | --- | --- |',
        '| `PORT` | `3000` | a port from 1 to 65535 (0: any free one) | Where the service listens. |',
        '| `OIDC_ISSUER` | required | an address that begins with https:// or http:// | Who signs tokens. |',
        '| `DATABASE_URL` |  | an address that begins with postgres:// or postgresql:// | Read models. |',
      ].join('\n'),
    );
  });
});

describe('a parser', () => {
  const accepted: [string, SettingParser<unknown>, string, unknown][] = [
    ['text', text(), 'x', 'x'],
    ['integer', integer(1, 10), '10', 10],
    ['integer', integer(-5, 5), '-5', -5],
    ['port', port(), '0', 0],
    ['boolean', boolean(), 'true', true],
    ['boolean', boolean(), 'false', false],
    ['one of', oneOf('a', 'b'), 'b', 'b'],
    [
      'url',
      url('esdb', 'esdb+discover'),
      'esdb://admin:changeit@localhost:2113?tls=false',
      'esdb://admin:changeit@localhost:2113?tls=false',
    ],
    [
      'url',
      url('esdb', 'esdb+discover'),
      'esdb+discover://cluster.example:2113',
      'esdb+discover://cluster.example:2113',
    ],
    ['url', url('esdb'), 'esdb://a:2113,b:2113,c:2113?tls=true', 'esdb://a:2113,b:2113,c:2113?tls=true'],
    ['secret', secret(3), 'abc', 'abc'],
    ['key', key(3), 'AAEC', Buffer.from([0, 1, 2])],
    ['key', key(3), '_-8A', Buffer.from([255, 239, 0])],
    ['list', listOf(integer(1, 9)), '1, 2', [1, 2]],
    ['directory', directory(), import.meta.dirname, import.meta.dirname],
    ['directory', directory(), `${import.meta.dirname}/not/yet`, `${import.meta.dirname}/not/yet`],
    ['proxies', proxies(), 'true', true],
    ['proxies', proxies(), 'false', false],
    ['proxies', proxies(), '10.0.0.1, 10.1.0.0/16, ::1/128', '10.0.0.1, 10.1.0.0/16, ::1/128'],
  ];

  test.each(accepted)('of %s reads what it should', (_, parser, given, value) => {
    expect(parser.parse(given)).toEqual(value);
  });

  const refused: [string, SettingParser<unknown>, string][] = [
    ['integer', integer(1, 10), '11'],
    ['integer', integer(1, 10), '0'],
    ['integer', integer(1, 10), '1.5'],
    ['integer', integer(1, 10), '1e1'],
    ['integer', integer(1, 10), '0x5'],
    ['port', port(), '65536'],
    ['port', port(), '-1'],
    ['boolean', boolean(), 'yes'],
    ['one of', oneOf('a', 'b'), 'A'],
    ['directory', directory(), 'a\0b'],
    ['directory', directory(), import.meta.filename],
    ['directory', directory(), `${import.meta.filename}/below`],
    ['proxies', proxies(), 'yes'],
    ['proxies', proxies(), 'proxy.example'],
    ['proxies', proxies(), '10.0.0.1,'],
    ['proxies', proxies(), '10.0.0.0/33'],
    ['proxies', proxies(), '10.0.0.0/8/8'],
    ['url', url('https'), 'http://example.org'],
    ['url', url('https'), 'https://'],
    ['url', url('https'), 'example.org'],
    ['url', url('https'), 'https://exa mple.org'],
    ['url', url('https'), 'https://example.org:port'],
    ['secret', secret(3), 'ab'],
    ['key', key(3), 'AAECAw=='],
    ['key', key(3), '日本語'],
    ['list', listOf(integer(1, 9)), '1,,2'],
  ];

  test.each(refused)('of %s refuses what it should', (_, parser, given) => {
    expect(parser.parse(given)).toEqual(undefined);
  });
});
