import { optionalSetting, port, setting, text } from '#platform/settings';

/** Where metrics are offered. */
export const metricsSettings = {
  metricsPort: optionalSetting(
    'METRICS_PORT',
    port(),
    'Port for `/metrics` alone; without it the service offers them on `PORT` to callers on loopback, apps/projector nowhere',
  ),
  metricsHost: setting('METRICS_HOST', '127.0.0.1', text(), 'Address that `METRICS_PORT` listens on'),
} as const;
