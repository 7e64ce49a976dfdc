import { Logger } from '@nestjs/common';
import type { AlsoTold, RecordedCommand } from '../also-told.ts';
import { foundBeside } from './found-beside.ts';

const recorded = { command: { name: 'first' } } as unknown as RecordedCommand;
const told = (find: AlsoTold['find']): AlsoTold => ({
  member: 'alike',
  description: 'Others are called so.',
  schema: { type: 'object' },
  example: {},
  find,
});
const found = (find: AlsoTold['find'], longestMs?: number) =>
  foundBeside(told(find), () => Promise.resolve([{ name: 'found' }]), recorded, longestMs);

beforeAll(() => {
  Logger.overrideLogger(false);
});

test('what is found is told', async () => {
  const rows = { where: [], order: { column: 'name', descending: false }, limit: 1 };
  const find: AlsoTold['find'] = async (lookUp, { command }) => [command, ...(await lookUp('things', rows))];
  expect(await found(find)).toEqual([{ name: 'first' }, { name: 'found' }]);
});

test('a look that fails takes nothing from the answer', async () => {
  expect(await found(() => Promise.reject(new Error('the read models are away')))).toEqual([]);
});

test('one that takes too long neither', async () => {
  expect(await found(() => new Promise(() => undefined), 1)).toEqual([]);
});
