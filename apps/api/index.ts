export { developmentUsers } from './development-users.ts';
export { startService, type RunningService } from './service.ts';
export { settingDefinitions, type ServiceSettings } from './settings.ts';
