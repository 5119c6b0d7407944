// SPDX-License-Identifier: GPL-2.0-or-later
// Runs in front of the bundle, in the same function: "process.exit, abort and unhandled rejections in
// JavaScript never end the host: they mark the engine failed".
{
  const bridge = process._linkedBinding('otr_purple');
  // The message of an error may quote what a person wrote; its place may be told.
  const place = (error) =>
    error instanceof Error && typeof error.stack === 'string'
      ? error.stack
          .split('\n')
          .filter((line) => line.startsWith('    at '))
          .join('\n')
      : '';
  process.on('uncaughtException', (error) => bridge.fail(`uncaught exception\n${place(error)}`));
  process.on('unhandledRejection', (error) => bridge.fail(`unhandled rejection\n${place(error)}`));

  // Only Node's own modules: nothing is read from the disk.
  const builtin = require;
  require = (id) => builtin(id.replace(/^node:/, ''));
}
