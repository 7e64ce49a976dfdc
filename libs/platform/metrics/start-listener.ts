import { listening, type HealthIndicator } from '#platform/http';
import type { Settings } from '#platform/settings';
import { offerMetrics, type MetricsListener } from './metrics-listener.ts';
import type { Metrics } from './metrics.ts';
import type { metricsSettings } from './settings/index.ts';

/**
 * Offers the metrics on the port that the settings give them; undefined where they give none.
 *
 * @throws SettingError when the port is taken, or the host is no address of this machine
 */
export async function startMetricsListener(
  { metricsHost: host, metricsPort: port }: Settings<typeof metricsSettings>,
  metrics: Metrics,
  indicators: readonly HealthIndicator[],
): Promise<MetricsListener | undefined> {
  if (port === undefined) return undefined;
  return listening({ port: 'METRICS_PORT', host: 'METRICS_HOST' }, () =>
    offerMetrics({ host, port, metrics, indicators }),
  );
}
