import { processManager } from '#contexts/kernel';
import { issue } from '#platform/process-managers';
import { RecalculateClock, recalculateClock } from './recalculate-clock.ts';

/** Ids of running clocks: a share of those of one office. */
interface Share {
  readonly clocks: readonly string[];
}

/** Shares of an office's clocks: what is written with each clock that starts or ends stays small. */
const SHARES = 64;

/** When an office says that it works on other days, each of its running clocks is reckoned anew. */
export const calendarChange = processManager({
  name: 'calendar-change',
  version: 1,
  startsOn: ['ClockStarted', 'ClockHandedOver'],
  actsFrom: 'the beginning',
  correlateBy: {
    ClockStarted: ({ streamId, data }) => shareOf(data.officeId, streamId),
    ClockHandedOver: ({ streamId, data: { from, to } }) => [shareOf(from, streamId), shareOf(to, streamId)],
    ClockMet: ({ streamId, data: { about } }) => shareOf(about.officeId, streamId),
    ClockCancelled: ({ streamId, data: { about } }) => shareOf(about.officeId, streamId),
    ClockWaived: ({ streamId, data: { about } }) => shareOf(about.officeId, streamId),
    OfficeCalendarSet: ({ data: { officeId } }) => allShares.map((share) => `${officeId}:${share}`),
  },
  evolve: (state: Share | undefined, event): Share | undefined => {
    const clocks = state?.clocks ?? [];
    switch (event.type) {
      case 'ClockStarted':
        return { clocks: [...clocks, event.streamId] };
      case 'ClockHandedOver':
        // It is in the share of the office that had it, and not yet in the other's.
        return clocks.includes(event.streamId)
          ? without(clocks, event.streamId)
          : { clocks: [...clocks, event.streamId] };
      case 'ClockMet':
      case 'ClockCancelled':
      case 'ClockWaived':
        return without(clocks, event.streamId);
      case 'OfficeCalendarSet':
        return state;
    }
  },
  react: (state, event) =>
    event.type === 'OfficeCalendarSet'
      ? { commands: (state?.clocks ?? []).map((clockId) => issue(recalculateClock, RecalculateClock, { clockId })) }
      : {},
});

const allShares = Array.from({ length: SHARES }, (_, share) => share);

/** The first byte of a derived id is as good as drawn. */
function shareOf(officeId: string, clockId: string): string {
  return `${officeId}:${Number.parseInt(clockId.slice(0, 2), 16) % SHARES}`;
}

function without(clocks: readonly string[], clockId: string): Share | undefined {
  const left = clocks.filter((other) => other !== clockId);
  return left.length === 0 ? undefined : { clocks: left };
}
