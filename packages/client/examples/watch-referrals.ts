import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tasuki, type FeedEvent } from '@tasuki/client';

/**
 * Prints the referrals of an IESC office as they come in and change, and goes on where it was when it is started again:
 *
 *   node examples/watch-referrals.ts http://127.0.0.1:3000 intake-22
 */
const [baseUrl = 'http://127.0.0.1:3000', user = 'intake-22', memory = './watched-until'] = process.argv.slice(2);
const { ISSUER = 'http://127.0.0.1:3001' } = process.env;
const FEED = '/iesc/referral-inbox/changes';

const client = tasuki({ baseUrl, token });
const leave = new AbortController();
process.once('SIGINT', () => leave.abort());
process.once('SIGTERM', () => leave.abort());

const after = existsSync(memory) ? readFileSync(memory, 'utf8') : undefined;
const options = {
  signal: leave.signal,
  onWaiting: (reason: string, ms: number) => void process.stderr.write(`${reason}; trying again in ${ms} ms\n`),
  ...(after !== undefined && { after }),
};
for await (const change of client.follow(FEED, options)) {
  process.stdout.write(`${inWords(change)}\n`);
  // What has been printed is not asked for again.
  if (change.id !== undefined) writeFileSync(memory, change.id);
}

function inWords(change: FeedEvent<typeof FEED>): string {
  switch (change.event) {
    case 'row': {
      const { referralId, stage, urgency, dueAt } = change.data.item;
      return `${referralId}  ${stage}  ${urgency}${dueAt === null ? '' : `  due ${dueAt}`}`;
    }
    case 'gone':
      return `${change.data.key}  is not here any more`;
    case 'reset':
      return `Everything, as it is now (version ${change.data.version}):`;
  }
}

/** A token of the development issuer; another issuer has another way to give one. */
async function token(): Promise<string> {
  const answer = await fetch(`${ISSUER}/token`, { method: 'POST', body: new URLSearchParams({ user }) });
  if (!answer.ok) throw new Error(`${ISSUER} gives ${user} no token: ${answer.status}`);
  return ((await answer.json()) as { readonly access_token: string }).access_token;
}
