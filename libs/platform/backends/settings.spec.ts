import { SettingError } from '#platform/settings';
import { embeddedIn, requireConsistent, type BackendSettings } from './index.ts';

const files = embeddedIn('./data');
const server = {
  ...files,
  databaseUrl: 'postgres://localhost/rows',
  keysDatabaseUrl: 'postgres://localhost/keys',
  masterKey: Buffer.alloc(32),
};

/** How many sentences say what is wrong. */
function sentences(settings: BackendSettings): readonly string[] {
  try {
    requireConsistent(settings);
    return [];
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    return error.message.match(/[A-Z_]{4,}(?= (?:and|names|is) )/g) ?? [];
  }
}

test('files for all, or two databases with a master key', () => {
  expect([sentences(files), sentences(server)]).toEqual([[], []]);
});

test.each([
  ['the read models’ database alone', { ...files, databaseUrl: server.databaseUrl }, ['DATABASE_URL']],
  ['the keys’ database alone', { ...server, databaseUrl: undefined }, ['DATABASE_URL']],
  ['one database for both', { ...server, keysDatabaseUrl: server.databaseUrl }, ['KEYS_DATABASE_URL']],
  ['keys in a database without a master key', { ...server, masterKey: undefined }, ['MASTER_KEY']],
])('%s is refused with a sentence', (_, settings, named) => {
  expect(sentences(settings)).toEqual(named);
});
