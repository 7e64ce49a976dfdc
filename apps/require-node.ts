/** First import of every entry: on an older Node native parts crash instead of saying what is wrong. */
const [major] = process.versions.node.split('.').map(Number);
if (major! < 24) {
  process.stderr.write(`Tasuki needs Node 24 or newer, this is ${process.versions.node}: start it with "npm start".\n`);
  process.exit(1);
}

export {};
