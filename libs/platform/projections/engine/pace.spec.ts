import { jest } from '@jest/globals';
import { Pace } from './pace.ts';

let done: number[];
let began: number;
let pace: Pace;

beforeEach(() => {
  jest.useFakeTimers();
  began = performance.now();
  done = [];
  const options = { restMs: 10, longRestMs: 100, muchPerMs: 2 };
  pace = new Pace(options, () => done.push(Math.round(performance.now() - began)));
});

afterEach(() => {
  pace.end();
  jest.useRealTimers();
});

/** Wants it for so many in each millisecond. */
function during(ms: number, countPerMs: number): void {
  for (let at = 0; at < ms; at++) {
    pace.soon(countPerMs);
    jest.advanceTimersByTime(1);
  }
}

test('what is wanted is done at once, and what is wanted meanwhile once after a rest', () => {
  pace.soon(1);
  pace.soon(1);
  pace.soon(1);
  expect(done).toEqual([0]);
  jest.advanceTimersByTime(9);
  expect(done).toEqual([0]);
  jest.advanceTimersByTime(500);
  expect(done).toEqual([0, 10]);
});

test('while much comes the rests are longer, and short again as soon as it is over', () => {
  during(210, 3);
  expect(done).toEqual([0, 10, 110, 210]);
  jest.advanceTimersByTime(200);
  during(30, 1);
  expect(done).toEqual([0, 10, 110, 210, 410, 420, 430, 440]);
});

test('many at once after a long silence are not much', () => {
  pace.soon(1);
  jest.advanceTimersByTime(1_000);
  pace.soon(1_000);
  pace.soon(1);
  jest.advanceTimersByTime(20);
  expect(done).toEqual([0, 1_000, 1_010]);
});

test('after its end nothing more is done that was still due', () => {
  pace.soon(1);
  pace.soon(1);
  pace.end();
  jest.advanceTimersByTime(500);
  expect(done).toEqual([0]);
});
