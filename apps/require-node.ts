/**
 * Ends the program with one sentence on a Node older than 24: the embedded store's driver crashes there. The first import
 * of every entry point: it runs before the others are evaluated.
 */
const OLDEST_MAJOR = 24;

if (Number(process.versions.node.split('.')[0]) < OLDEST_MAJOR) {
  process.stderr.write(
    `Tasuki needs Node ${OLDEST_MAJOR} or later, this is ${process.versions.node}: ` +
      'run it through npm ("npm start"), which uses the Node that "npm ci" has installed.\n',
  );
  process.exit(1);
}
