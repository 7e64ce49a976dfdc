import { setTimeout as pause } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { TravellingClock } from '#platform/clock';
import type { EventStore } from '#platform/event-store';
import { isFromHere } from '#platform/http';
import type { ProcessProgress } from '#platform/process-managers';
import type { Reacting } from '#apps/projector';
import { parseInstant } from './instant-parameter.ts';

const ASK_AGAIN_MS = 2;

interface Travelling {
  readonly clock: TravellingClock;
  readonly log: Pick<EventStore, 'head'>;
  readonly reacting: Pick<Reacting, 'progress'>;
}

/**
 * `GET /development/clock` tells the time, `POST /development/clock` moves it forwards to an instant, for callers on this
 * machine. On the way it stops wherever a timer comes due, until the processes have done what follows: whatever would have
 * happened by itself in those months has happened then, at its own hour, up to the position that it answers.
 */
export function offerTimeTravel(app: NestFastifyApplication, parts: Travelling): void {
  const { clock } = parts;
  const fastify = app.getHttpAdapter().getInstance();
  let arriving: Promise<void> = Promise.resolve();
  fastify.get('/development/clock', (request, reply) =>
    isFromHere(request) ? reply.send({ now: clock.now() }) : reply.callNotFound(),
  );
  fastify.post<{ Body: { readonly now?: unknown } | null }>('/development/clock', async (request, reply) => {
    if (!isFromHere(request)) return reply.callNotFound();
    const instant = parseInstant('now', request.body?.now ?? '')!;
    const journey = arriving.then(() => travel(parts, instant));
    arriving = journey.catch(() => undefined);
    await journey;
    return reply.send({ now: clock.now(), position: await parts.log.head() });
  });
}

async function travel({ clock, log, reacting }: Travelling, instant: string): Promise<void> {
  for (;;) {
    await settled({ clock, log, reacting });
    const due = nextDue(await reacting.progress());
    if (due === undefined || due > instant) break;
    clock.moveTo(due);
  }
  if (instant > clock.now()) clock.moveTo(instant);
}

/** The first timer of all. */
function nextDue(progress: readonly ProcessProgress[]): string | undefined {
  return progress.flatMap(({ nextDue: due }) => due ?? []).sort()[0];
}

/**
 * Resolves when every process has come to the end of the log, and done what follows from it and from its timers; one that
 * waits for somebody to mend something is not waited for.
 */
async function settled({ clock, log, reacting }: Travelling): Promise<void> {
  for (;;) {
    const head = await log.head();
    const progress = await reacting.progress();
    const isDone =
      progress.length > 0 &&
      progress.every(
        ({ position, outstanding, isWaiting, nextDue: due }) =>
          isWaiting || (position >= head && outstanding === 0 && (due === undefined || due > clock.now())),
      );
    if (isDone && (await log.head()) === head) return;
    await pause(ASK_AGAIN_MS);
  }
}
