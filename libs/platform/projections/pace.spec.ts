import { jest } from '@jest/globals';
import { Pace } from './pace.ts';

let done: number;
let pace: Pace;

beforeEach(() => {
  jest.useFakeTimers();
  done = 0;
  pace = new Pace(10, () => done++);
});

afterEach(() => {
  jest.useRealTimers();
});

test('what is wanted is done at once, and what is wanted meanwhile once after the rest', () => {
  pace.soon();
  expect(done).toBe(1);
  pace.soon();
  pace.soon();
  jest.advanceTimersByTime(9);
  expect(done).toBe(1);
  jest.advanceTimersByTime(1);
  expect(done).toBe(2);
  jest.advanceTimersByTime(100);
  expect(done).toBe(2);
});

test('after its end nothing more is done that was still due', () => {
  pace.soon();
  pace.soon();
  pace.end();
  jest.advanceTimersByTime(100);
  expect(done).toBe(1);
});
