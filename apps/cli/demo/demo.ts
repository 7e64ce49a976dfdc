import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startService } from '#apps/api';
import { settingDefinitions, type ServiceSettings } from '#apps/api/settings';
import { systemClock } from '#platform/clock';
import { embeddedLogFile } from '#platform/event-store/adapters';
import { readSettings, SettingError } from '#platform/settings';
import { dayOf } from '#reference-data';
import { hamana, withFreshNumber } from './cast.ts';
import { fillWithCases } from './fill.ts';
import { playMainJob } from './main-job.ts';
import { Narrator } from './narrator.ts';
import { neglect } from './neglect.ts';
import { signIn } from './people.ts';
import { onOneDay, onRealDays } from './story-days.ts';

export interface DemoOptions {
  /** `esdb://…` to play on a real server instead of the embedded log. */
  readonly eventStore?: string;
  /** Ends after the story instead of serving on. */
  readonly exit: boolean;
  /** Where log, keys and read models are kept, to serve them later; by default a folder nobody knows. */
  readonly data?: string;
  /** Cases to fill the service with besides the story's. */
  readonly cases: number;
}

/** Streams of what is to be done about a case, by when, and of who was told: they are in the timeline too. */
const BESIDE = /^(clock|task|notification)-/;

/** When the story begins, where the service's clock can be moved. */
const BEGINS = '2025-11-04T09:00:00+09:00';

/** Plays the main job over HTTP against a service it starts, then goes on serving. */
export async function runDemo({ eventStore, exit, data, cases }: DemoOptions): Promise<void> {
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  const folder = data === undefined ? folderOfItsOwn() : folderWithoutLog(data);
  const settings: ServiceSettings = readSettings(
    {
      LOG_LEVEL: 'warn',
      ...process.env,
      DATA_DIR: folder,
      // A server keeps its own time: there the story plays on one day.
      ...(eventStore === undefined ? { DEVELOPMENT_CLOCK: BEGINS } : { EVENT_STORE_URL: eventStore }),
      ...(exit && { PORT: '0', DEVELOPMENT_ISSUER_PORT: '0' }),
    },
    settingDefinitions,
  );
  const service = await startService(settings);
  const issuer = service.issuer!.url;
  print('Tasuki 襷 – a client is referred and supported, the whole way. All people and companies are fictional.');
  print(`Event store: ${eventStore ?? 'embedded log'}`);
  const people = await signIn(service.url, issuer);
  const cast = eventStore === undefined ? hamana : withFreshNumber(hamana, Math.random);
  const narrator = new Narrator(print);
  const days = eventStore === undefined ? onRealDays(service.url, narrator) : onOneDay(systemClock.now());
  const told = { people, cast, narrator, days };
  const ids = await playMainJob(told);
  if (eventStore === undefined) await neglect(told, ids);
  print('\n── What the auditor replays ───────────────────────────────────────────────────────────────────────────');
  const timeline = await people.auditor.get(`/audit/cases/${ids.referralId}/timeline`);
  for (const { words, actor, stream, revision, occurredAt } of timeline['items'] as readonly TimelineLine[]) {
    if (BESIDE.test(stream)) continue;
    print(
      `     ${dayOf(occurredAt)} ${words.ja} · ${words.en} – ${actor.userId} (${stream.slice(0, stream.indexOf('-'))} #${revision})`,
    );
  }
  if (cases > 0) {
    const made = await fillWithCases(service.url, issuer, cases, await days.on('2026-08-31'));
    print(`\nFilled with ${made} more referrals in all stages.`);
  }
  if (exit) {
    await service.close();
    print('\nThe story was played to its end.');
    return;
  }
  print(`\nServing on ${service.url} – end with Ctrl-C. Try:`);
  print(`  TOKEN=$(curl -s ${issuer}/token -d user=advisor-22 | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`);
  for (const path of ['/iesc/referral-inbox', `/referrals/${ids.referralId}`, `/support-cases/${ids.caseId}`]) {
    print(`  curl -H "Authorization: Bearer $TOKEN" ${service.url}${path}`);
  }
  print(
    `  the same as user=consultant-22, user=auditor …; all users: ${issuer}/   all routes: ${service.url}/openapi.json`,
  );
}

/** A folder that goes when the demo ends, however it ends. */
function folderOfItsOwn(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tasuki-demo-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** @throws SettingError before anything is written into a log that has a story of its own */
function folderWithoutLog(folder: string): string {
  if (!existsSync(embeddedLogFile(folder))) return folder;
  throw new SettingError([`--data ${folder} holds a log already: name a new folder, or delete what is there.`]);
}

interface TimelineLine {
  readonly occurredAt: string;
  readonly words: { readonly en: string; readonly ja: string };
  readonly actor: { readonly userId: string };
  readonly stream: string;
  readonly revision: number;
}
