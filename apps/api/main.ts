import '../require-node.ts';
import '../few-cores.ts';
import { readSettings } from '#platform/settings';
import { startService } from './service.ts';
import { settingDefinitions } from './settings/index.ts';

try {
  const { url, issuer } = await startService(readSettings(process.env, settingDefinitions));
  process.stderr.write(`Tasuki listens on ${url}${issuer ? `; sign in at ${issuer.url}` : ''}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
