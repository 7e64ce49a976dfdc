import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openCommandDoor, processes, programme, projections, registry } from '#contexts/programme';
import { embeddedIn, openKeys, openReadModelReader } from '#platform/backends';
import { systemClock } from '#platform/clock';
import type { CommandDoor } from '#platform/decider';
import { StoreUnavailable, type EventReader, type RecordedEvent } from '#platform/event-store';
import { Sealing, SearchTokens } from '#platform/privacy';
import { RowSearch, rowTokens } from '#platform/projections/engine';
import { MemoryEventStore, MemoryKeyStore } from '#platform/testing';
import { normalForm } from '#reference-data';
import { freePorts, type ServiceProcess } from '../service-process.ts';
import { Callers } from './caller.ts';
import { Desk, DESKS, RUNS } from './desk.ts';
import { Ledger } from './ledger.ts';
import { Outcome, say } from './outcome.ts';
import { checkpoints, rowsUnlikeTheLog, tokensUnlikeTheRows } from './rebuilt-rows.ts';
import {
  acknowledgedFacts,
  brokenChains,
  factsOfAnotherCause,
  factsNobodyAskedFor,
  factsRecordedTwice,
  handOversMissing,
  plannedFacts,
} from './recorded-facts.ts';
import type { Seeded } from './seeded.ts';
import { ServiceInTrouble } from './service-in-trouble.ts';

/** Longest time until every command is answered and everything that follows from it is done, once the trouble is over. */
const SETTLE_MS = 180_000;

/** Between two looks whether it is. */
const LOOK_MS = 200;

/** Service and clients while the trouble lasts. */
export interface UnderFire {
  readonly ledger: Ledger;
  readonly random: Seeded;
  /** Starts the service and waits until it listens. */
  start(): Promise<void>;
  /** Starts it and does not wait: it may be killed on its way up. */
  launch(): ServiceProcess;
  /** Kills it where it stands. */
  kill(): Promise<void>;
}

/** Where read models and keys are, and what wraps the keys. */
export interface Databases {
  readonly databaseUrl: string;
  readonly keysDatabaseUrl: string;
  readonly masterKey: Buffer;
}

/** One way to trouble the service, and what it stands on. */
export interface Campaign {
  readonly name: string;
  readonly eventStoreUrl: string | undefined;
  /** Read models and keys in databases, kept by projectors of their own; by default in files, by the service. */
  readonly databases?: Databases;
  readonly random: Seeded;
  /** The log, to be read beside the service; of a server's, what this campaign's service finds there belongs to it too. */
  openLog(dataDir: string): EventReader | Promise<EventReader>;
  /** Brings the service up, troubles it, and leaves it running. @returns what it did, in words */
  trouble(underFire: UnderFire): Promise<string>;
}

/** Lets clients work while the service is in trouble, then checks that nothing was lost and nothing done twice. */
export async function run(campaign: Campaign, outcome: Outcome): Promise<void> {
  say(`\n${campaign.name}`);
  const dataDir = mkdtempSync(join(tmpdir(), 'tasuki-chaos-'));
  const service = new ServiceInTrouble(dataDir, environmentOf(campaign), await freePorts());
  const ledger = new Ledger();
  const [finish, giveUp] = [new AbortController(), new AbortController()];
  const callers = new Callers(service.address, ledger, giveUp.signal);
  const { random } = campaign;
  const before = campaign.eventStoreUrl === undefined ? 0 : await headOf(campaign, dataDir);
  try {
    const runNumber = randomInt(RUNS);
    const desks = Array.from(
      { length: DESKS },
      (_, number) => new Desk(runNumber, number, { callers, ledger, random }),
    );
    const work = desks.map((desk) => desk.work(finish.signal));
    const told = await campaign.trouble({
      ledger,
      random,
      start: () => service.start(),
      launch: () => service.launch(),
      kill: () => service.kill(),
    });
    finish.abort();
    const timer = setTimeout(() => giveUp.abort(), SETTLE_MS);
    const done = await Promise.all(work);
    clearTimeout(timer);
    const again = ledger.commands.filter(({ sendings }) => sendings > 1).length;
    say(`  ${told}; ${ledger.acknowledged.length} commands acknowledged, ${again} of them sent more than once`);
    outcome.check('every client finished its work', [
      ...ledger.refusals,
      ...(done.every(Boolean) || ledger.refusals.length > 0
        ? []
        : ['a client was still at work when the time was over']),
      ...(ledger.refusals.length > 0 ? [] : ledger.unanswered),
    ]);
    outcome.check('no request was answered 500', ledger.defects);
    await settled(campaign, dataDir, before);
    outcome.check('the service drains and exits 0', await service.drain());
    await checkAll(campaign, { dataDir, before, ledger, outcome });
  } finally {
    giveUp.abort();
    await service.kill();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Waits until the read models have come to the log's end and every hand-over is done; what is not, the checks will say. */
async function settled(campaign: Campaign, dataDir: string, before: number): Promise<void> {
  const log = await campaign.openLog(dataDir);
  const rows = await openReadModelReader(settingsOf(campaign, dataDir), systemClock);
  try {
    for (const until = performance.now() + SETTLE_MS; performance.now() < until; await pause(LOOK_MS)) {
      const all = await eventsAfter(log, 0);
      const events = all.filter(({ position }) => position > before);
      const head = events.at(-1)?.position;
      const behind = (await checkpoints(projections, rows)).filter((position) => position !== head);
      const missing = await handOversMissing(doorOver(all), plannedFacts(processes, registry, events), events);
      if (behind.length === 0 && missing.length === 0) return;
    }
  } finally {
    await rows.close();
    await log.close();
  }
}

async function checkAll(
  campaign: Campaign,
  {
    dataDir,
    before,
    ledger,
    outcome,
  }: { readonly dataDir: string; readonly before: number; readonly ledger: Ledger; readonly outcome: Outcome },
): Promise<void> {
  const log = await campaign.openLog(dataDir);
  const settings = settingsOf(campaign, dataDir);
  const rows = await openReadModelReader(settings, systemClock);
  const keys = await openKeys(settings, systemClock);
  try {
    const all = await eventsAfter(log, 0);
    const events = all.filter(({ position }) => position > before);
    const head = events.at(-1)?.position;
    const planned = plannedFacts(processes, registry, events);
    outcome.check(
      'every acknowledged command stands in the log where it was said to',
      acknowledgedFacts(ledger, events),
    );
    outcome.check('no command is recorded twice', factsRecordedTwice(ledger, events));
    outcome.check('nothing is recorded that nobody asked for', factsNobodyAskedFor(ledger, planned, events));
    const streams = new Set(events.map(({ stream }) => stream));
    const touched = all.filter(({ stream }) => streams.has(stream));
    outcome.check(`every stream’s chain of hashes holds, over ${touched.length} events`, brokenChains(touched));
    outcome.check(`each of ${planned.length} hand-overs is done, once`, [
      ...(await handOversMissing(doorOver(all), planned, events)),
      ...factsOfAnotherCause(planned, events),
    ]);
    const positions = await checkpoints(projections, rows);
    outcome.check(
      'every read model has come to the end of the log',
      projections.flatMap(({ name }, index) =>
        positions[index] === head ? [] : [`${name} is at ${positions[index]}`],
      ),
    );
    const tokensOf = rowTokens(new RowSearch(await SearchTokens.load(keys), normalForm), new Sealing(keys));
    const unlike: string[] = [];
    const lost: string[] = [];
    for (const projection of projections) {
      unlike.push(...(await rowsUnlikeTheLog(projection, { rows, events: all, registry })));
      if (projection.table.searched.length > 0)
        lost.push(...(await tokensUnlikeTheRows(projection, { rows, tokensOf })));
    }
    outcome.check(`each of ${projections.length} read models equals a rebuild from the log`, unlike);
    outcome.check('every row that can be searched is found', lost);
  } finally {
    await keys.close();
    await rows.close();
    await log.close();
  }
}

function settingsOf({ eventStoreUrl, databases }: Campaign, dataDir: string) {
  return { ...embeddedIn(dataDir), eventStoreUrl, ...databases };
}

/** What a program is told of the stores of a campaign, by environment variables. */
export function environmentOf({
  eventStoreUrl,
  databases,
}: Pick<Campaign, 'eventStoreUrl' | 'databases'>): Readonly<Record<string, string>> {
  return {
    ...(eventStoreUrl && { EVENT_STORE_URL: eventStoreUrl }),
    ...(databases && {
      DATABASE_URL: databases.databaseUrl,
      KEYS_DATABASE_URL: databases.keysDatabaseUrl,
      MASTER_KEY: databases.masterKey.toString('base64'),
      PROJECTOR: 'apart',
    }),
  };
}

/** All events after a position; troubles that were ordered and nobody met may still come, and are waited out. */
async function eventsAfter(log: EventReader, position: number): Promise<readonly RecordedEvent[]> {
  for (const until = performance.now() + SETTLE_MS; ; await pause(LOOK_MS)) {
    try {
      const events: RecordedEvent[] = [];
      for await (const event of log.readAll(position === 0 ? {} : { from: position })) events.push(event);
      return events;
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || performance.now() > until) throw error;
    }
  }
}

/** The door of all commands over a log as it stands, to ask what would follow. */
function doorOver(events: readonly RecordedEvent[]): Pick<CommandDoor, 'rehearse'> {
  const store = new MemoryEventStore(() => systemClock.now());
  store.log.push(...events);
  return openCommandDoor(programme, { store, keys: new MemoryKeyStore(), clock: systemClock });
}

async function headOf(campaign: Campaign, dataDir: string): Promise<number> {
  const log = await campaign.openLog(dataDir);
  const head = await log.head();
  await log.close();
  return head;
}
