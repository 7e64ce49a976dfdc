import { tellSpan } from '#platform/tracing';
import type { EngineReport } from './engine-report.ts';

/**
 * Tells of a commit of rows as spans, where traces are collected: one of the batch, in a trace of its own since it follows
 * from many requests, and one of its rows in the trace of each of them. Either names the other.
 */
export function tellCommit(report: EngineReport): void {
  if (report.told !== 'batch committed' || !report.traced) return;
  const { projection, version, position, events, rowsChanged } = report;
  const { traces, began, ended } = report.traced;
  const attributes = {
    'tasuki.projection': projection,
    'tasuki.projection_version': version,
    'tasuki.position': position,
    'tasuki.events': events,
    'tasuki.rows_changed': rowsChanged,
  };
  const batch = tellSpan({ name: `commit ${projection}`, attributes, began, ended, links: traces });
  const links = batch === undefined ? [] : [batch];
  for (const parent of traces) tellSpan({ name: `rows ${projection}`, attributes, began, ended, parent, links });
}
