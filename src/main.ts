// SPDX-License-Identifier: GPL-2.0-or-later
import { compose } from './composition.js';
import { useNativeCrypto } from './crypto/native.js';
import { Failure } from './purple/failure.js';
import { PurpleFiles } from './purple/files.js';
import { handlersFor } from './purple/handlers.js';
import type { Native } from './purple/native.js';
import { CurrentRun } from './purple/run.js';

/** Node's own way to a binding that is linked into the program; not in its typings. */
interface LinkedProcess extends NodeJS.Process {
  _linkedBinding(name: 'otr_purple'): Native;
}

const native = (process as LinkedProcess)._linkedBinding('otr_purple');
useNativeCrypto(native);
const failure = new Failure(native);
const current = new CurrentRun(native, () =>
  compose(native, new PurpleFiles(native.userDir()), failure),
);

native.handle(handlersFor(current, failure));
