import { describeError } from './error-description.ts';

describe('what the log knows of an error', () => {
  test('is its class, its code and where it happened, never its message', () => {
    class DriverError extends Error {
      readonly code = 'SQLITE_CONSTRAINT';
    }
    const error = new DriverError('value 田中 太郎 refused\n    at 田中 太郎', { cause: new TypeError('田中') });

    const description = describeError(error);

    expect(description).toEqual({
      type: 'DriverError',
      code: 'SQLITE_CONSTRAINT',
      frames: expect.any(Array),
      cause: { type: 'TypeError', frames: expect.any(Array) },
    });
    expect(description.frames[0]).toContain('error-description.spec.ts');
    expect(JSON.stringify(description)).not.toContain('田中');
  });

  test('of something thrown that is no error is its type alone', () => {
    expect(describeError('田中 太郎')).toEqual({ type: 'string', frames: [] });
    expect(describeError(null)).toEqual({ type: 'null', frames: [] });
  });
});
