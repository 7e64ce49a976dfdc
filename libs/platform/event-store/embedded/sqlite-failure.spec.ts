import { runInNewContext } from 'node:vm';
import { OutcomeUnknown, StoreUnavailable } from '../errors.ts';
import { asCommitFailure, asUnavailable } from './sqlite-failure.ts';

const failure = (code: string) => Object.assign(new Error('as SQLite says it'), { code });

test.each([
  ['SQLITE_FULL', 'The disk of the event log is full: nothing was stored.'],
  ['SQLITE_IOERR_WRITE', 'The event log failed (SQLITE_IOERR_WRITE).'],
])('%s before the commit is StoreUnavailable', (code, message) => {
  expect(asUnavailable(failure(code))).toEqual(new StoreUnavailable(message));
});

test('a full disk at the commit is StoreUnavailable: the commit did not get into the file', () => {
  expect(asCommitFailure(failure('SQLITE_FULL'))).toBeInstanceOf(StoreUnavailable);
});

test.each(['SQLITE_IOERR_FSYNC', 'SQLITE_IOERR_WRITE'])('%s at the commit is OutcomeUnknown', (code) => {
  expect(asCommitFailure(failure(code))).toEqual(new OutcomeUnknown(`The event log failed while it stored (${code}).`));
});

test.each([new TypeError('a mistake of ours'), failure('ENOENT'), 'text'])('%s is passed on as it is', (error) => {
  expect(asUnavailable(error)).toBe(error);
  expect(asCommitFailure(error)).toBe(error);
});

test('an error made in another realm is known by its code', () => {
  const foreign: unknown = runInNewContext("Object.assign(new Error('database is full'), { code: 'SQLITE_FULL' })");
  expect(foreign instanceof Error).toBe(false);
  expect(asUnavailable(foreign)).toBeInstanceOf(StoreUnavailable);
});
