import { registerHooks } from 'node:module';

/** `node --import …/loaded-packages.mjs`: says at its end, as JSON on the standard error, which packages were loaded. */
const packages = new Set();
registerHooks({
  load(url, context, next) {
    const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url) ?? [];
    if (name !== undefined) packages.add(name);
    return next(url, context);
  },
});
process.on('exit', () => process.stderr.write(JSON.stringify([...packages].sort())));
