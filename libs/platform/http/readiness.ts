import { atMost } from '#platform/clock';

/** Something the service cannot answer without: an event store, a database. */
export interface HealthIndicator {
  readonly name: string;
  /** Resolves when it is there, rejects when it is not; given up after two seconds. */
  check(): Promise<unknown>;
}

/** The answer of `/health/ready`: each indicator by name. The causes are in the log, not here: the route is public. */
export interface Readiness {
  readonly status: 'ready' | 'not ready' | 'draining';
  readonly checks: { readonly [name: string]: 'up' | 'down' };
}

const CHECK_MS = 2_000;

/** Asks every indicator, all at once. */
export async function readinessOf(indicators: readonly HealthIndicator[], isDraining = false): Promise<Readiness> {
  const asked = indicators.map(async ({ name, check }) => {
    const state = await atMost(CHECK_MS, check()).then(
      () => 'up' as const,
      () => 'down' as const,
    );
    return [name, state] as const;
  });
  const checks = Object.fromEntries(await Promise.all(asked));
  const isUp = !Object.values(checks).includes('down');
  return { status: isDraining ? 'draining' : isUp ? 'ready' : 'not ready', checks };
}
