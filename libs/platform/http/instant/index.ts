const RFC_3339 = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** What a caller is told whose text is no instant. */
export const INSTANT_EXPECTED = {
  code: 'IS_INSTANT',
  message: {
    en: 'must be an instant as in RFC 3339: 2026-04-01T09:00:00+09:00',
    ja: 'RFC 3339 形式の日時で指定してください（例: 2026-04-01T09:00:00+09:00）',
  },
} as const;

/**
 * An instant of RFC 3339, at any offset, in the form that events and rows hold: UTC with milliseconds. Without an offset
 * it would be another instant on a machine in another zone, so such a text is none.
 *
 * @returns undefined for what is no instant, the 30th of February included
 */
export function instantOf(text: string): string | undefined {
  const day = RFC_3339.exec(text)?.[1];
  return day !== undefined && isDay(day) ? new Date(text).toISOString() : undefined;
}

/** Whether `YYYY-MM-DD` is a day of the calendar. */
export function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
