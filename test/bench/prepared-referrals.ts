import { BackOffice } from '../../apps/cli/demo/back-office.ts';
import { addDays, dayOf } from '#reference-data';
import type { ServiceProcess } from '../service-process.ts';
