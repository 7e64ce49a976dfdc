/**
 * What a run of jest has proven, on which store, in lines for people.
 *
 * A suite says what it ran on in its file's name or its outermost `describe`: "embedded", "protocol double", "real
 * server", "PostgreSQL", "SQLite". Suites on a real server are there where `EVENT_STORE_URL` names one.
 */
const STORES = [
  ['event log, EventStoreDB (real server; set EVENT_STORE_URL)', (text) => /real server/i.test(text)],
  ['event log, EventStoreDB (protocol double)', (text) => /protocol double|eventstoredb/i.test(text)],
  ['event log, embedded (SQLite)', (text) => /embedded/i.test(text)],
  ['rows and keys, PostgreSQL', (text) => /postgres/i.test(text)],
  ['rows and keys, SQLite', (text) => /sqlite/i.test(text)],
];

/**
 * The numbers of a report of `jest --json`: tests passed, failed and skipped. A file that could not be run at all counts
 * as one that failed; so does a run without a single test.
 */
export function numbersOf(report) {
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return {
    passed: report.numPassedTests,
    failed: failed + (report.numTotalTests === 0 ? 1 : 0),
    skipped: report.numPendingTests,
  };
}

/** The lines: for each store how many tests passed and failed on it, or that none ran. */
export function proofOf(report) {
  const counts = new Map(STORES.map(([store]) => [store, { passed: 0, failed: 0 }]));
  for (const { name, assertionResults } of report.testResults) {
    const file = name.slice(name.lastIndexOf('/') + 1);
    for (const { status, ancestorTitles } of assertionResults) {
      if (status !== 'passed' && status !== 'failed') continue;
      const store = storeOf(ancestorTitles.join(' ')) ?? storeOf(file);
      if (store) counts.get(store)[status] += 1;
    }
  }
  return [...counts].map(([store, { passed, failed }]) => `  ${store}: ${said(passed, failed)}`);
}

function storeOf(text) {
  return STORES.find(([, isOn]) => isOn(text))?.[0];
}

function said(passed, failed) {
  if (passed + failed === 0) return 'not run';
  return failed === 0 ? `${passed} tests passed` : `${passed} tests passed, ${failed} FAILED`;
}
