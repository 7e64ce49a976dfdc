import { jest } from '@jest/globals';
import { createClient } from './client.ts';

const refusal = (url: string): string => {
  try {
    createClient(url);
    return 'taken';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe('a connection string', () => {
  test.each([
    'esdb://127.0.0.1:2113?tls=false',
    'esdb://user:password@host:2113?tls=true&keep-alive-interval=10000&connection_name=api',
    'esdb+discover://cluster.example:2113?nodePreference=leader',
    'esdb://a:2113,b:2113,c:2113?tls=false',
  ])('%s is taken', (url) => {
    expect(refusal(url)).toBe('taken');
  });

  test.each([
    ['http://host:2113', 'is not a connection string like esdb://user:password@host:2113?tls=true'],
    ['esdb://u:secret@host:port', 'is not a connection string like esdb://user:password@host:2113?tls=true'],
    ['esdb://u:secret@host:2113?tls=perhaps', 'expected true or false'],
    ['esdb://u:secret@host:2113?tls=false&retries=3', 'has an option "retries" that is not known'],
    ['esdb://u:secret@host:2113?throw-on-append-failure=false', 'must not set "throw-on-append-failure"'],
  ])('%s is refused with a sentence, and its password is told to nobody', (url, sentence) => {
    const warned = jest.spyOn(console, 'warn');
    expect(refusal(url)).toContain(sentence);
    expect(refusal(url)).not.toContain('secret');
    expect(warned.mock.calls).toEqual([]);
    warned.mockRestore();
  });
});
